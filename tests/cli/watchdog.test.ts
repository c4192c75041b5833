import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchdog, type Look } from '../../cli/watchdog.ts';

/** Looks ten times a second at one call, while the process gets this share of the processor. */
const looks = (share: number, busy: number, count: number): readonly Look[] =>
  Array.from({ length: count }, (_, i) => ({
    called: 'guard',
    calls: 1,
    used: i * 0.1 * share,
    busy,
    passed: 0.1,
  }));

/** After how many looks it says that the call is stuck. */
const stuckAfter = (all: readonly Look[]): number => {
  const look = watchdog();
  return all.findIndex((each) => look(each) !== undefined);
};

describe('the watch over a worker', () => {
  it('counts the processor time of the process, shared among the workers', () => {
    expect(stuckAfter(looks(1, 1, 1_000))).toBe(100);
    expect(stuckAfter(looks(4, 4, 1_000))).toBe(100);
    expect(stuckAfter(looks(1, 4, 1_000))).toBe(400);
    // Four times as many busy programs as processors.
    expect(stuckAfter(looks(0.25, 1, 1_000))).toBe(400);
  });

  it('waits two minutes where none is used', () => {
    expect(Math.abs(stuckAfter(looks(0, 1, 2_000)) - 1_200)).toBeLessThan(2);
  });

  it('takes no worker for stuck that makes new calls, however long it runs', () => {
    const seconds = fc.double({ min: 0, max: 9, noNaN: true });
    const calls = fc.array(fc.tuple(seconds, fc.boolean()), { maxLength: 50 });
    fc.assert(
      fc.property(calls, (all) => {
        const look = watchdog();
        let used = 0;
        let count = 0;
        for (const [more, inside] of all) {
          used += more;
          count += 1;
          const called = inside ? 'verdict' : undefined;
          for (const now of [used, used + 0.5]) {
            expect(look({ called, calls: count, used: now, busy: 1, passed: 0.1 })).toBeUndefined();
          }
        }
      }),
    );
  });
});
