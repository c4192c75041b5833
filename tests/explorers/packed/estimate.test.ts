import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { shapesWithin } from '../../../explorers/open-shapes.ts';
import { aboutStates } from '../../../explorers/packed/estimate.ts';
import { search } from '../../../explorers/packed/search.ts';
import { systemOf } from '../../../explorers/packed/system.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { reference } from '../../../model/runtimes/reference.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { PLAIN_BOUNDS } from '../../support/bounds.ts';

describe('the estimate of how many states there are', () => {
  it('is of their order as soon as levels grow more slowly, and changes nothing', () => {
    const shape = shapesWithin({ ...PLAIN_BOUNDS, waitables: 1, signals: 2 }).at(-1)!;
    const machine = openMachine(openScenario(shape), compileRules(reference));
    const limits = { states: 100_000, enough: () => false };
    const told: (readonly [share: number, about: number | undefined])[] = [];
    const found = search(systemOf(machine, contextSuite), {
      ...limits,
      tell: ({ states, waiting, levels }) => {
        expect(waiting).toBeLessThanOrEqual(states);
        told.push([states, aboutStates(levels)]);
      },
    });
    expect(search(systemOf(machine, contextSuite), limits)).toEqual(found);
    expect(told[0]![1]).toBe(undefined);
    const late = told.filter(([states]) => states > 0.4 * found.states);
    expect(late.length).toBeGreaterThan(3);
    for (const [, about] of late) {
      expect(about! / found.states).toBeGreaterThan(0.4);
      expect(about! / found.states).toBeLessThan(2.5);
    }
  });
});
