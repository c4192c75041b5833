import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, MAIN } from './run.ts';

const home = desk();
afterAll(() => home.clear());

/** Runs a line of a shell in which `$H` is the command line. */
const sh = (
  line: string,
): { readonly code: number | null; readonly out: string; readonly err: string } => {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: home.path,
    encoding: 'utf8',
    env: { ...process.env, HEDDLE_SEED: undefined, H: `${process.execPath} ${MAIN}` },
  });
  return { code: status, out: stdout, err: stderr };
};

const FULL = 'HD902 Standard output cannot be written: no space is left on the device.\n';
const QUICK = 'check --runs 100 --states 9 --property no-lost-wakeup';

// Not every system has a device that is always full.
describe.skipIf(!existsSync('/dev/full'))('a full device is one line, and exit code 3', () => {
  for (const words of [
    'list',
    '--help',
    'check --help',
    'check --runtime article-flag --runs 300 --states 9 --json',
    QUICK,
  ]) {
    it(`heddle ${words} > /dev/full`, () => {
      expect(sh(`$H ${words} > /dev/full`)).toEqual({ code: 3, out: '', err: FULL });
    });
  }

  it('an error that cannot be told', () => {
    expect(sh('$H nope 2> /dev/full')).toEqual({ code: 3, out: '', err: '' });
    expect(sh('$H nope > /dev/full 2>&1')).toEqual({ code: 3, out: '', err: '' });
  });

  it('a file on a full device, beside the verdict', () => {
    const { code, out, err } = sh(`$H ${QUICK} --junit /dev/full`);
    expect([code, err]).toEqual([
      3,
      'HD902 `/dev/full` cannot be written: no space is left on the device.\n  Make room for it, or run where there is some.\n',
    ]);
    expect(out).toContain('1 passed, 0 failed');
  });
});

describe('output that cannot be written is one line, and exit code 3', () => {
  it('a record that is larger than files may be: the verdict is told, and no draft is left', () => {
    const { code, out, err } = sh(
      'trap "" XFSZ; ulimit -f 0; $H check --runtime article-flag --runs 300 --states 9',
    );
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/^HD902 `heddle-out.*larger than files/),
    ]);
    expect(out).toContain('FAIL  trap-only-where-unsuspendable');
    expect(sh('ls -A heddle-out | grep tmp').out).toBe('');
  });

  it('a pipe that nobody reads', () => {
    // The reader has ended before the writer begins.
    const line = 'exec 3> >(true); wait $!; $H list >&3';
    expect(sh(line)).toEqual({
      code: 3,
      out: '',
      err: 'HD902 Standard output cannot be written: the pipe is closed.\n',
    });
  });

  it('is no fault where its reader has seen enough', () => {
    const lines =
      'console.log("x".repeat(99)); for await (const _ of process.stdin) process.exit()';
    const reader = `${process.execPath} --input-type=module -e '${lines}'`;
    expect(sh(`$H ${QUICK} | ${reader} > /dev/null; echo \${PIPESTATUS[0]}`)).toEqual({
      code: 0,
      out: '4\n',
      err: '',
    });
    expect(sh('$H list | head -1')).toEqual({ code: 0, out: 'properties\n', err: '' });
  });
});
