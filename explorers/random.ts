import seedrandom from 'seedrandom';

/** A stream of numbers in [0, 1). */
export type Random = () => number;

/**
 * The only door of randomness: the stream named by a path below the root seed, such as `7f3a/run/12`.
 * Equal paths give equal streams on every machine.
 */
export const stream = (path: string): Random => seedrandom.alea(path);

/** A 32-bit seed for fast-check, from the same tree of names. */
export const seed32 = (path: string): number => seedrandom.alea(path).int32();
