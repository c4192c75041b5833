import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { outcomesOfWorld } from '../../support/canonical-outcomes.ts';
import { cancelWorlds } from '../../../explorers/canonical/cancel-worlds.ts';
import { endWorlds } from '../../../explorers/canonical/end-worlds.ts';
import { setWorlds } from '../../../explorers/canonical/set-worlds.ts';
import { hostWorlds } from '../../../explorers/canonical/host-worlds.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';
import { worlds } from '../../../explorers/canonical/worlds.ts';
import { asReferenceTells, referenceOutcomes, whyNoReference } from '../../support/reference.ts';
import * as holes from './holes.ts';
import { cell, COLUMNS } from './matrix.ts';
import { busyWorlds } from '../../../explorers/canonical/busy-worlds.ts';
import { SITUATIONS } from './situations.ts';
import { readAfterSlowCancel } from './slow-cancel.ts';
import { MORE_CASES } from './trap-cases.ts';

/** Which worlds are drawn, and how many: a longer search names another seed, and more of them. */
const SEED = Number(process.env['HEDDLE_DIFFERENTIAL_SEED'] ?? 1);
const COUNT = Number(process.env['HEDDLE_DIFFERENTIAL_COUNT'] ?? 500);

/** Worlds that have more runs than this are left out: the reference takes each from the start. */
const RUNS = 300;

const missing = whyNoReference();

/** Compares those that the reference can go through, and returns how many they are. */
const compare = async (worlds: readonly Scenario[]): Promise<number> => {
  const told = await referenceOutcomes(worlds, RUNS);
  let compared = 0;
  for (const [at, world] of worlds.entries()) {
    const reference = told[at];
    if (reference === undefined) continue;
    const machine = (outcomesOfWorld(world, SPECIFICATION) ?? ['too many']).map(asReferenceTells);
    expect({ world, outcomes: [...new Set(machine)].toSorted() }).toEqual({
      world,
      outcomes: reference,
    });
    compared += 1;
  }
  return compared;
};

const drawn = (worlds: fc.Arbitrary<Scenario>, numRuns: number): readonly Scenario[] =>
  fc.sample(worlds, { seed: SEED, numRuns });

/** The host calls two functions only: four, each cancelled or not, come in too many orders. */
const fewerCalls = busyWorlds(ALL_WORDS).map((world): Scenario => ({
  ...world,
  invocations: world.invocations.filter((_, at) => at === 0 || at === 2),
}));

describe(`all interleavings${missing === undefined ? '' : ` (not compared: ${missing})`}`, () => {
  it.skipIf(missing !== undefined)(
    'come to what the executable specification comes to, in drawn worlds',
    async () => {
      expect(await compare(drawn(worlds(ALL_WORDS), COUNT))).toBeGreaterThan(COUNT * 0.9);
    },
  );
  it.skipIf(missing !== undefined)('do so where the host reads and writes', async () => {
    const count = Math.ceil(COUNT / 4);
    expect(await compare(drawn(hostWorlds(ALL_WORDS), count))).toBeGreaterThan(count * 0.9);
  });
  it.skipIf(missing !== undefined)('do so where anything calls anything', async () => {
    const count = Math.ceil(COUNT / 5);
    expect(await compare(drawn(fewerCalls, count))).toBeGreaterThan(count * 0.5);
  });
  it.skipIf(missing !== undefined).each([
    ['the ends of one stream or future', endWorlds],
    ['a call that is cancelled', cancelWorlds],
    ['a set', setWorlds],
  ] as const)('do so in small worlds about %s', async (_, family) => {
    const count = Math.ceil(COUNT / 2);
    expect(await compare(drawn(family(ALL_WORDS)!, count))).toBeGreaterThan(count * 0.5);
  });
  it.skipIf(missing !== undefined)(
    'do so in the table of what may block, the known holes, and what traps',
    async () => {
      const worlds = [
        ...COLUMNS.flatMap((column) => Object.values(SITUATIONS).map((each) => cell(column, each))),
        ...Object.values(holes),
        ...Object.values(MORE_CASES).flat(),
        readAfterSlowCancel,
      ];
      expect(await compare(worlds)).toBe(worlds.length);
    },
  );
});
