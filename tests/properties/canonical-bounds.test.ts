import { describe, expect, it } from 'vitest';
import { canonicalDomain } from '../../api/canonical-domain.ts';
import { check } from '../../api/check.ts';
import type { CanonicalPlantedBug } from '../../model/canonical/planted-bug.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { allInstructions } from '../../shrinkers/canonical/bodies.ts';
import { BOUNDS } from '../support/canonical-bounds.ts';

/** What computes, branches, tells or ends, and is no operation; nor is what makes a set, an end or a thread. */
const PLAIN: ReadonlySet<string> = new Set([
  'set',
  'store',
  'if',
  'loop',
  'break',
  'assert',
  'observe',
  'unreachable',
  'return',
  'return-exit',
]);

const fits = (scenario: Scenario, instances: number, operations: number): boolean =>
  scenario.instances.length <= instances &&
  allInstructions(scenario).filter(({ op }) => !PLAIN.has(op) && !/\.new/.test(op)).length <=
    operations;

/** The worlds of the planted bugs, that of this one first. */
const worldsFor = (bug: CanonicalPlantedBug): readonly Scenario[] =>
  [bug, ...canonicalPlantedBugs].map(({ scenario }) => scenario);

describe('the shrunk counterexample of a planted bug', () => {
  for (const bug of canonicalPlantedBugs) {
    const bounds = bug.rows.flatMap((row) => BOUNDS[row] ?? []);
    // Some were not seen in a scenario.
    if (bounds.length === 0) continue;
    it(`${bug.id} is no larger than where it was seen`, () => {
      const instances = Math.max(...bounds.map((each) => each.instances));
      const operations = Math.max(...bounds.map((each) => each.operations));
      const { property, profile } = bug;
      const small = worldsFor(bug).some((scenario) => {
        const options = { seed: '1', properties: [property], until: property, scenario };
        const { counterexample } = check(canonicalDomain(profile), options).properties[0]!;
        const shrunk = counterexample?.scenario as unknown as Scenario | undefined;
        return shrunk !== undefined && fits(shrunk, instances, operations);
      });
      expect(small).toBe(true);
    });
  }
});
