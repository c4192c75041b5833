import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { shapesWithin } from '../../../explorers/open-shapes.ts';
import { search, type Found, type Limits } from '../../../explorers/packed/search.ts';
import { seenBits } from '../../../explorers/packed/seen-bits.ts';
import { systemOf } from '../../../explorers/packed/system.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { follow, run } from '../../../properties/run.ts';
import { bug } from '../../support/context.ts';
import { PLAIN_BOUNDS } from '../../support/bounds.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));
const STATES = 5_000;
/** Few enough that most instances fit, and more than little memory has room for. */
const WORDS = ['wait', 'wait-one', 'poll', 'yield', 'join', 'leave', 'drop', 'call'];

/** As little as a search begins with: a thousand states or so. */
const LITTLE = 82_000;

const brokenBy = ({ failures }: Found): readonly string[] =>
  failures.map(({ property }) => property).toSorted();

describe('a search that goes on where its memory is full', () => {
  it('comes to what one comes to that has enough, and its schedules show what breaks', () => {
    let full = 0;
    fc.assert(
      fc.property(
        fc.subarray(WORDS, { minLength: 5 }),
        fc.nat(rules.length - 1),
        fc.boolean(),
        fc.boolean(),
        (vocabulary, under, order, symmetry) => {
          const bounds = { ...PLAIN_BOUNDS, waitables: 1, signals: 1, vocabulary };
          const shape = shapesWithin(bounds).at(-1)!;
          const machine = openMachine(openScenario(shape), rules[under]!);
          const within = (more: Partial<Limits>, by = { order, symmetry }): Found =>
            search(systemOf(machine, suite, by), {
              states: STATES,
              enough: () => false,
              direct: false,
              ...more,
            });
          const ended = within({ memory: LITTLE });
          fc.pre(!ended.complete);
          const exact = within({});
          fc.pre(exact.complete);
          expect(ended.beyond).toBe(undefined);
          expect(within({ memory: 2 ** 24, goesBeyond: true })).toEqual(exact);
          const found = within({ memory: LITTLE, goesBeyond: true });
          const { exact: stored, more, ended: all, dropped } = found.beyond!;
          expect([stored + more, all, dropped]).toEqual([found.states, true, 0]);
          expect(found.complete).toBe(false);
          full += 1;
          // Where no order is left out, there is one set of states; else there are no more than that.
          const whole = order ? within({}, { order: false, symmetry }) : exact;
          if (!whole.complete) return;
          expect(found.states).toBeLessThanOrEqual(whole.states);
          expect(found.transitions).toBeLessThanOrEqual(whole.transitions);
          expect(found.states).toBeGreaterThan(exact.states - 2 - 3 * found.beyond!.missed);
          expect(brokenBy(found)).toEqual(brokenBy(exact));
          for (const { property, schedule } of found.failures) {
            const { broken } = run(machine, suite, follow(schedule, false), { steps: 400 });
            expect(broken.map((each) => each.property)).toContain(property);
          }
        },
      ),
      { numRuns: 3, seed: 1 },
    );
    expect(full).toBe(3);
  });

  it('finds planted bugs there', () => {
    const bounds = { ...PLAIN_BOUNDS, operations: 1 };
    const shape = shapesWithin(bounds).at(-1)!;
    let later = 0;
    for (const id of ['plain-wake', 'silent-hang']) {
      const machine = openMachine(openScenario(shape), compileRules(bug(id).runtime));
      const [exact, stored, found] = [
        {},
        { memory: LITTLE },
        { memory: LITTLE, goesBeyond: true },
      ].map((more) => {
        const limits = { states: 100_000, enough: () => false, direct: false, ...more };
        return search(systemOf(machine, suite, { order: false }), limits);
      });
      expect([exact!.complete, stored!.complete, found!.complete]).toEqual([true, false, false]);
      expect(found!.states).toBeLessThanOrEqual(exact!.states);
      expect(found!.states).toBeGreaterThan(exact!.states - 2 - 3 * found!.beyond!.missed);
      expect(brokenBy(found!)).toEqual(brokenBy(exact!));
      const known = brokenBy(stored!);
      for (const { property, schedule } of found!.failures) {
        if (known.includes(property)) continue;
        later += 1;
        const { broken } = run(machine, suite, follow(schedule, false), { steps: 400 });
        expect(broken.map((each) => each.property)).toContain(property);
      }
    }
    expect(later).toBeGreaterThan(0);
  });

  it('is told how many states are taken for others, about', () => {
    for (const bytes of [3_000, 10_000, 40_000]) {
      const seen = seenBits(bytes);
      let met = 0;
      for (let i = 0; i < 20_000; i += 1) {
        if (seen.meet(Int32Array.of(i & 127, i >> 7, i % 3))) met += 1;
      }
      const missed = 20_000 - met;
      expect(Math.abs(missed - seen.missed())).toBeLessThan(6 * Math.sqrt(missed) + 2);
      expect(seen.meet(Int32Array.of(5, 0, 2))).toBe(false);
    }
    expect(seenBits(2_000).bits).toBe(16_000);
  });
});
