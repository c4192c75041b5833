import * as fc from 'fast-check';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { busyWorlds } from './busy-worlds.ts';
import { hostWorlds } from './host-worlds.ts';
import type { Words } from './vocabulary.ts';
import { worlds } from './worlds.ts';

/**
 * Worlds that use no word of the vocabulary but these: two instances that call one another, one that calls another, and
 * one that the host reads from and writes to.
 */
export const drawWorld = (words: Words): fc.Arbitrary<Scenario> =>
  fc.oneof(
    { weight: 4, arbitrary: busyWorlds(words) },
    { weight: 3, arbitrary: worlds(words) },
    { weight: words.has('host-ends') ? 2 : 0, arbitrary: hostWorlds(words) },
  );
