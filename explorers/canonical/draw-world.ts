import * as fc from 'fast-check';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { busyWorlds } from './busy-worlds.ts';
import { cancelWorlds } from './cancel-worlds.ts';
import { endWorlds } from './end-worlds.ts';
import { hostWorlds } from './host-worlds.ts';
import { setWorlds } from './set-worlds.ts';
import type { Words } from './vocabulary.ts';
import { worlds } from './worlds.ts';

/**
 * Worlds that use no word of the vocabulary but these: two instances that call one another, one that calls another, one
 * that the host reads from and writes to; and small ones about the ends of a stream, about a call that is cancelled, or
 * about a set.
 */
export const drawWorld = (words: Words): fc.Arbitrary<Scenario> => {
  const [aboutEnds, aboutCancels, aboutSets] = [
    endWorlds(words),
    cancelWorlds(words),
    setWorlds(words),
  ];
  return fc.oneof(
    { weight: 4, arbitrary: busyWorlds(words) },
    { weight: 3, arbitrary: worlds(words) },
    { weight: words.has('host-ends') ? 2 : 0, arbitrary: hostWorlds(words) },
    ...(aboutEnds === null ? [] : [{ weight: 18, arbitrary: aboutEnds }]),
    ...(aboutCancels === null ? [] : [{ weight: 14, arbitrary: aboutCancels }]),
    ...(aboutSets === null ? [] : [{ weight: 5, arbitrary: aboutSets }]),
  );
};
