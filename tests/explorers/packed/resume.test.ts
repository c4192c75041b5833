import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { search, type Limits, type Part } from '../../../explorers/packed/search.ts';
import { systemOf } from '../../../explorers/packed/system.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));

describe('a search that goes on from what was saved of it', () => {
  it('ends as if it had never been stopped', () => {
    let resumed = 0;
    fc.assert(
      fc.property(
        shapes(3, 2),
        fc.nat(rules.length - 1),
        fc.constantFrom(undefined, 82_000),
        (shape, under, memory) => {
          const machine = openMachine(openScenario(shape), rules[under]!);
          const limits: Limits = {
            states: 2_500,
            enough: () => false,
            direct: false,
            goesBeyond: true,
            ...(memory === undefined ? {} : { memory }),
          };
          const parts: Part[] = [];
          const keep = (part: Part): void => {
            parts.push(structuredClone(part));
          };
          const whole = search(systemOf(machine, suite), { ...limits, save: { from: 50, keep } });
          expect(search(systemOf(machine, suite), limits)).toEqual(whole);
          // In another process there is another system.
          for (const resume of [parts[0], parts.at(-1)]) {
            if (resume === undefined) continue;
            resumed += 1;
            expect(search(systemOf(machine, suite), { ...limits, resume })).toEqual(whole);
          }
        },
      ),
      { numRuns: 6, seed: 2 },
    );
    expect(resumed).toBeGreaterThan(3);
  });
});
