import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recheck } from '../../api/corpus.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { CorpusRecord } from '../../properties/corpus-result.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';

const property = 'no-lost-wakeup';
const lost = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });

/** A record of older rules, whose schedule need not mean anything under those at hand. */
const rechecked = (rules: unknown, schedule: readonly string[], states: number): CorpusRecord => {
  const request = { property, scenario: lost, schedule, digest: 'older', record: null };
  return recheck(domainOf(rules), { name: 'a', request, states });
};

const schedules = fc.array(fc.constantFrom('t1', 's1', 'gone'), { maxLength: 12 });

describe('a record of a corpus', () => {
  it('breaks whatever its schedule is, as long as some schedule of its scenario does', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const { verdict, counterexample } = rechecked(bug('plain-wake').runtime, schedule, 1_000);
        expect([verdict, counterexample?.property]).toEqual(['violated', property]);
      }),
      { numRuns: 20 },
    );
  });

  it('holds whatever its schedule is, if no schedule of its scenario breaks it', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const { verdict, note } = rechecked(reference, schedule, 1_000);
        expect([verdict, note]).toEqual(['held', expect.stringContaining('no schedule of its')]);
      }),
      { numRuns: 20 },
    );
  });

  it('is open where not every schedule of its scenario could be searched', () => {
    expect(rechecked(reference, [], 5)).toMatchObject({
      verdict: 'inconclusive',
      note: 'its scenario has more than 5 states, so another schedule may break it',
    });
  });
});
