import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { search, type Found } from '../../../explorers/packed/search.ts';
import { systemOf, type Reductions } from '../../../explorers/packed/system.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { domainOf, scenarios, walkStates } from '../../support/context.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));
const NONE: Reductions = { symmetry: false, order: false };
const STATES = 3_000;

const brokenIn = ({ failures }: Found): readonly string[] =>
  failures.map(({ property }) => property).toSorted((a, b) => (a < b ? -1 : 1));

describe('what a search leaves out', () => {
  it('hides no failure and makes none', () => {
    const left = { symmetry: 0, order: 0, frames: 0 };
    let compared = 0;
    fc.assert(
      fc.property(shapes(2, 2), fc.nat(rules.length - 1), (shape, under) => {
        const open = openScenario(shape);
        const limits = { states: STATES, enough: () => false };
        const whole = openMachine(open, rules[under]!, { plainFrames: false });
        const full = search(systemOf(whole, suite, NONE), limits);
        fc.pre(full.complete);
        compared += 1;
        const plain = openMachine(open, rules[under]!);
        const reduced: readonly (readonly [keyof typeof left, Found])[] = [
          ['symmetry', search(systemOf(whole, suite, { ...NONE, symmetry: true }), limits)],
          ['order', search(systemOf(whole, suite, { ...NONE, order: true }), limits)],
          ['frames', search(systemOf(plain, suite, NONE), limits)],
        ];
        for (const [reduction, found] of reduced) {
          if (found.states < full.states) left[reduction] += 1;
          expect([reduction, brokenIn(found)]).toEqual([reduction, brokenIn(full)]);
          expect(found.endless > 0).toBe(full.endless > 0);
        }
        const all = search(systemOf(plain, suite), limits);
        expect(brokenIn(all)).toEqual(brokenIn(full));
      }),
      { numRuns: 16, seed: 1 },
    );
    expect(compared).toBeGreaterThan(8);
    for (const count of Object.values(left)) expect(count).toBeGreaterThan(0);
  });
});

describe('what actors may still do', () => {
  it('holds all that they do next, and never grows', () => {
    fc.assert(
      fc.property(
        scenarios(),
        fc.nat(builtInRuntimes.length - 1),
        fc.nat(),
        (scenario, i, seed) => {
          const machine = domainOf(builtInRuntimes[i]!).machine(scenario);
          const parts = machine.parts!;
          const { actors } = parts;
          fc.pre(parts.reducible);
          const before = actors.map(() => undefined as ReadonlySet<string> | undefined);
          walkStates(machine, `${seed}`, (state) => {
            for (const actor of actors.keys()) {
              const { reads, writes } = parts.future(state, actor);
              const touched = new Set([...reads, ...writes]);
              for (const cell of touched) expect(before[actor]?.has(cell) ?? true).toBe(true);
              before[actor] = touched;
              for (const action of parts.actions(state, actor, true)) {
                expect([
                  action.name,
                  action.writes.filter((cell) => !writes.includes(cell)),
                ]).toEqual([action.name, []]);
                expect([action.name, action.reads.filter((cell) => !touched.has(cell))]).toEqual([
                  action.name,
                  [],
                ]);
              }
            }
          });
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });
});
