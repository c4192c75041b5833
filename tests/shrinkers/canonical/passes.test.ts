import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDomain } from '../../../api/canonical-domain.ts';
import { shrinkable } from '../../../api/domain.ts';
import { hostWorlds } from '../../../explorers/canonical/host-worlds.ts';
import { drawWorld } from '../../../explorers/canonical/draw-world.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';
import { sampleBatch } from '../../../explorers/sample.ts';
import { defaultStrategy } from '../../../explorers/strategies.ts';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { measure, plainness } from '../../../shrinkers/canonical/measure.ts';
import { canonicalPasses } from '../../../shrinkers/canonical/passes.ts';
import { prune } from '../../../shrinkers/canonical/prune.ts';
import { compareSizes } from '../../../shrinkers/pass.ts';
import { allPasses, failingCase, shrink, sizeOf } from '../../../shrinkers/shrink.ts';
import type { Suite } from '../../../properties/property.ts';

const sizeOfScenario = (scenario: Scenario) => ({
  numbers: [...measure(scenario), ...plainness(scenario)],
  text: JSON.stringify(scenario),
});

const worlds = [
  ...fc.sample(drawWorld(ALL_WORDS), { numRuns: 15, seed: 1 }),
  ...fc.sample(hostWorlds(ALL_WORDS), { numRuns: 5, seed: 1 }),
];

/** Passes that few worlds have anything for. */
const RARE: Readonly<Record<string, number>> = {
  'drop-two': -1,
  'join-calls': 5,
  'call-callee': 1,
  'join-start': 1,
};

describe('each pass over worlds', () => {
  for (const pass of canonicalPasses) {
    it(`${pass.id} gives worlds that make sense, run, and are smaller`, () => {
      let proposed = 0;
      for (const scenario of worlds) {
        const whole = sizeOfScenario(prune(scenario));
        for (const candidate of pass.propose({ scenario, schedule: [] })) {
          proposed += 1;
          if (proposed % 9 !== 1) continue;
          const plain = JSON.parse(JSON.stringify(candidate.scenario)) as unknown;
          expect(parseScenario(plain)).toEqual(plain);
          expect(compareSizes(sizeOfScenario(candidate.scenario), whole)).toBeLessThan(0);
          const machine = canonicalMachine(candidate.scenario, AMENDED);
          const { state } = machine.start;
          for (const action of machine.enabled(state)) machine.step(state, action);
        }
      }
      expect(proposed).toBeGreaterThan(RARE[pass.id] ?? 10);
    });
  }
});

/** A made-up property of a machine of any state: no store dies of this. */
const neverTraps = (reason: string): Suite<null, unknown> => ({
  observer: { initial: () => null, copy: () => null, observe: () => undefined },
  properties: [
    {
      id: `no-${reason}`,
      kind: 'always',
      says: `nothing traps with ${reason}`,
      needs: ['trapped'],
      judge: (_, event) =>
        (event as { readonly reason?: string }).reason === reason
          ? { reason, about: {} }
          : undefined,
      tell: () => ({ sentence: '', expected: '', got: '', rule: '' }),
    },
  ],
});

const find = (reason: string) => {
  const domain = { ...canonicalDomain(AMENDED), suite: neverTraps(reason) as never };
  const subject = shrinkable(domain, 400);
  const sampling = {
    ...domain,
    strategy: defaultStrategy,
    seed: reason,
    runs: 3_000,
    schedules: 2,
    steps: 400,
    until: `no-${reason}`,
  };
  for (let batch = 0; batch < 30; batch += 1) {
    const [failure] = sampleBatch(sampling, batch).failures;
    if (failure !== undefined) return { subject, failure, property: `no-${reason}` };
  }
  throw new Error(`nothing traps with ${reason}`);
};

/** What it takes at least to trap so: instances, what the host does, instructions. */
const SMALLEST: Readonly<Record<string, readonly number[]>> = {
  'unknown-handle': [1, 1, 1],
  'cannot-block': [1, 1, 2],
  'future-unwritten': [1, 1, 2],
  'end-busy': [1, 1, 3],
  'borrows-remain': [2, 1, 1],
  'backpressure-underflow': [1, 1, 1],
};

describe('a shrunk failure', () => {
  for (const [reason, smallest] of Object.entries(SMALLEST)) {
    it(`of ${reason} fails as before, and no candidate of any pass is smaller`, () => {
      const { subject, failure, property } = find(reason);
      const shrunk = shrink(subject, property, failure);
      expect(shrunk.finding.reason).toBe(reason);
      const plain = JSON.parse(JSON.stringify(shrunk.scenario)) as unknown;
      expect(parseScenario(plain)).toEqual(plain);
      const size = sizeOf(subject, shrunk);
      for (const pass of allPasses(subject)) {
        for (const candidate of pass.propose(shrunk)) {
          const failing = failingCase(subject, property, candidate);
          if (failing === undefined) continue;
          expect(
            compareSizes(sizeOf(subject, failing), size),
            `${pass.id} makes it smaller`,
          ).toBeGreaterThanOrEqual(0);
        }
      }
      expect(measure(shrunk.scenario)).toEqual(smallest);
    });
  }
});
