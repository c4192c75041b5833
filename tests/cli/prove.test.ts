import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../api/audit.ts';
import { prove } from '../../api/prove.ts';
import { PLAIN_BOUNDS } from '../support/bounds.ts';
import { bug, domainOf } from '../support/context.ts';
import { desk, transcript, type Desk, type Outcome } from './run.ts';

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

/** What a command comes to that leaves nothing behind for another: run once. */
const ran = new Map<string, Outcome>();
const once = (words: readonly string[]): Outcome => {
  const command = words.join(' ');
  const outcome = ran.get(command) ?? home.heddle(...words);
  ran.set(command, outcome);
  return outcome;
};

/** Programs of which every proof is small. */
const PLAIN =
  '--tasks 2 --executors 1 --stores 1 --locks 0 --waitables 1 --signals 1 --vocabulary wait,wait-one,poll,yield,join,leave,call'.split(
    ' ',
  );

/** More than the least memory has room for. */
const MANY = [...PLAIN, '--ops', '2', '--memory', '128K'];

const FEW = [...PLAIN, '--ops', '1'];

describe('heddle prove', () => {
  for (const words of [
    ['prove', '--help'],
    ['prove', ...FEW],
    ['prove', ...FEW, '--tasks', '1', '--property', 'no-lost-wakeup,ready-runs', '--verbose'],
    ['prove', ...FEW, '--runtime', 'plain-wake'],
    ['prove', ...FEW, '--runtime', 'article-flag', '--tasks', '1', '--executors', '2', '--verbose'],
    ['prove', ...FEW, '--runtime', 'ambient-stack', '--executors', '2', '--depth', '1'],
    ['prove', ...FEW, '--states', '100'],
    ['prove', ...FEW, '--tasks', '1', '--property', 'no-lost-wakeup', '--json'],
    ['prove', ...FEW, '--property', 'no-lost-wakeup', '--reduce', 'symmetry,order'],
    ['prove', ...FEW, '--property', 'no-lost-wakeup', '--reduce', 'none', '--json'],
    ['prove', ...MANY, '--verbose', '--property', 'no-lost-wakeup,ready-runs'],
    ['prove', ...MANY, '--runtime', 'silent-join'],
    ['prove', ...MANY, '--property', 'no-lost-wakeup', '--json'],
    ['prove', '--audit', '--states', '2', '--runtime', 'ambient-stack'],
  ]) {
    it(words.join(' '), () => {
      const outcome = once(words);
      expect(transcript(words, outcome)).toMatchSnapshot();
      const told = outcome.out.split('\n').filter((line) => !line.includes('heddle replay hd1.'));
      expect(told.filter((line) => line.length > 100)).toEqual([]);
    });
  }

  it('ends with the code of its verdict', () => {
    const codes = [[], ['--runtime', 'plain-wake'], ['--states', '100']].map(
      (more) => once(['prove', ...FEW, ...more]).code,
    );
    expect(codes).toEqual([0, 1, 4]);
  });

  it('finds in a full memory what replays, whoever searches', () => {
    const words = ['prove', ...MANY, '--runtime', 'silent-join'];
    expect(home.heddle(...words, '--workers', '1')).toEqual(once(words));
    const { code, out } = home.heddle('replay', 'heddle-out/silent-join.deadlock-told-truly.json');
    expect([code, out.includes('FAIL  deadlock-told-truly')]).toEqual([1, true]);
  });

  it('is the same within memory that is enough', () => {
    expect(home.heddle('prove', ...FEW, '--memory', '4 MB')).toEqual(once(['prove', ...FEW]));
  });

  it('goes on where it was stopped, and ends with the same', () => {
    const words = ['prove', ...FEW, '--tasks', '1', '--resume', 'proof.heddle', '--verbose'];
    const whole = home.heddle(...words);
    const saved = JSON.parse(home.read('proof.heddle')) as { searched: Record<string, unknown> };
    const done = Object.entries(saved.searched);
    expect(done.length).toBeGreaterThan(3);
    // As it was after the first two instances; what is in the file is not searched again.
    const [first, second] = done.map(([number, result]) => [number, result] as const);
    const told = { ...(first![1] as object), states: 1_000_001 };
    home.write(
      'proof.heddle',
      JSON.stringify({ ...saved, searched: { [first![0]]: told, [second![0]]: second![1] } }),
    );
    const resumed = home.heddle(...words);
    expect(resumed.code).toBe(whole.code);
    expect(resumed.out).toContain('1,000,001 states');
    home.write(
      'proof.heddle',
      JSON.stringify({ ...saved, searched: Object.fromEntries(done.slice(0, 2)) }),
    );
    expect(home.heddle(...words)).toEqual(whole);
    expect(JSON.parse(home.read('proof.heddle'))).toEqual(saved);
  });

  it('refuses the file of another proof', () => {
    home.heddle('prove', ...FEW, '--tasks', '1', '--resume', 'proof.heddle');
    const { code, err } = home.heddle('prove', ...FEW, '--resume', 'proof.heddle');
    expect(code).toBe(2);
    expect(err).toContain('HD426');
    home.write('proof.heddle', '{"format": 1}');
    expect(home.heddle('prove', ...FEW, '--resume', 'proof.heddle').err).toContain('HD426');
  });

  it('gives the same bytes from any number of workers, and those of the library', () => {
    const words = ['prove', ...FEW, '--runtime', 'join-under-waiter', '--json'];
    const one = home.heddle(...words, '--workers', '1');
    expect(home.heddle(...words, '--workers', '2')).toEqual(one);
    const bounds = { ...PLAIN_BOUNDS, operations: 1, waitables: 1, signals: 1 };
    const { proof, verdict } = prove(domainOf(bug('join-under-waiter').runtime), { bounds });
    const json = JSON.parse(one.out) as {
      properties: readonly { id: string; record?: unknown }[];
    };
    expect(json).toMatchObject({ format: 1, verdict, searched: proof!.searched });
    const broken = json.properties.find(({ record }) => record !== undefined);
    const file = home.read(`heddle-out/join-under-waiter.${broken!.id}.json`);
    expect(JSON.parse(file)).toEqual(broken!.record);
  });

  it('audits from two workers as the library does in one', () => {
    const words = ['prove', '--audit', '--states', '6', '--runtime', 'ambient-stack', '--json'];
    const result = audit(domainOf(bug('ambient-stack').runtime), { states: 6 });
    const { out } = home.heddle(...words, '--workers', '2');
    expect(JSON.parse(out)).toEqual({ format: 1, ...result });
  });

  it('is refused what makes no sense', () => {
    home.heddle('init', 'mine.mjs');
    const without =
      'export default { ...all, protocols: { ...all.protocols, cancel: undefined, trap: undefined } };';
    home.write(
      'mine.mjs',
      `${home.read('mine.mjs').replace('export default {', 'const all = {')}\n${without}\n`,
    );
    for (const more of [
      ['--tasks', '0'],
      ['--property', 'no-lost-wakeups'],
      ['--vocabulary', 'wait,pol'],
      ['--vocabulary', 'lock', '--locks', '0'],
      ['--vocabulary', 'wait,cancel-subtask'],
      ['--locks', '1', '--vocabulary', 'wait'],
      ['--runtime', 'mine.mjs', '--stores', '2'],
      ['--audit', '--tasks', '1'],
      ['--runtime', 'mine.mjs', '--vocabulary', 'wait,cancel'],
      ['--memory', '12K'],
      ['--memory', 'much'],
      ['--audit', '--memory', '1G'],
      ['--reduce', 'order,symetry'],
      ['--reduce', 'none,order'],
    ]) {
      const words = ['prove', ...more];
      const outcome = home.heddle(...words);
      expect(transcript(words, outcome)).toMatchSnapshot();
      expect(outcome).toMatchObject({ code: 2, out: '' });
    }
  });
});

describe('heddle check', () => {
  it('says what it proved besides', () => {
    const { out, code } = home.heddle('check', '--json', '--runs', '2000', '--states', '6000');
    const { proved } = JSON.parse(out) as { proved: { states: number; instances: number } };
    expect([code, proved.instances > 0, proved.states <= 6_000]).toEqual([0, true, true]);
  });
});
