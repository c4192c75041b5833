import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertHolds } from '../../api/assert-holds.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('assertHolds', () => {
  const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });

  it('gives the result back where everything held', () => {
    const { verdict } = assertHolds(domainOf(reference), { seed: '1', scenario: one });
    expect(verdict).toBe('held');
  });

  it('throws the report, with the record as its cause', () => {
    const { runtime, property } = bug('plain-wake');
    const attempt = () => assertHolds(domainOf(runtime), { seed: '1', scenario: one });
    expect(attempt).toThrow(/^FAIL {2}no-lost-wakeup/);
    expect(attempt).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ kind: 'counterexample', property }),
      }),
    );
  });

  it('throws from the line that called it', () => {
    const attempt = (): unknown => {
      try {
        return assertHolds(domainOf(bug('plain-wake').runtime), { seed: '1', scenario: one });
      } catch (error) {
        return error;
      }
    };
    const [top] = /^ +at .*/m.exec((attempt() as Error).stack!)!;
    expect(top).toContain('library.test.ts');
  });

  it('throws where too little was seen', () => {
    const attempt = () => assertHolds(domainOf(reference), { seed: '1', budget: { runs: 20 } });
    expect(attempt).toThrow(/inconclusive/);
  });
});

describe('the package', () => {
  it('is what its name imports, and the sample of the README runs', () => {
    const [sample] = /```js\n([^]*?)```/
      .exec(readFileSync(resolve(ROOT, 'README.md'), 'utf8'))!
      .slice(1);
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', sample!], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
