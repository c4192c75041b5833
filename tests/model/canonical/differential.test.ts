import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import { outcomesOfWorld } from '../../support/canonical-outcomes.ts';
import { worldArbitrary } from '../../support/canonical-worlds.ts';
import { asReferenceTells, referenceOutcomes, whyNoReference } from '../../support/reference.ts';

/** Which worlds, and how many: a longer search names another seed, and more of them. */
const SEED = Number(process.env['HEDDLE_DIFFERENTIAL_SEED'] ?? 1);
const COUNT = Number(process.env['HEDDLE_DIFFERENTIAL_COUNT'] ?? 1500);

const missing = whyNoReference();

describe(`the machine${missing === undefined ? '' : ` (not compared: ${missing})`}`, () => {
  it.skipIf(missing !== undefined)(
    'comes to the outcomes of the executable specification, and no others, over all interleavings',
    async () => {
      const worlds = fc.sample(worldArbitrary, { seed: SEED, numRuns: COUNT });
      const told = await referenceOutcomes(worlds, 300);
      let compared = 0;
      for (const [at, world] of worlds.entries()) {
        const reference = told[at];
        if (reference === undefined) continue;
        const machine = outcomesOfWorld(world, SPECIFICATION) ?? ['too many states'];
        expect({ world, outcomes: [...new Set(machine.map(asReferenceTells))].toSorted() }).toEqual(
          {
            world,
            outcomes: reference,
          },
        );
        compared += 1;
      }
      expect(compared).toBeGreaterThan(COUNT / 2);
    },
  );
});
