/** Thrown where a search would take more bytes than it may. */
export class Full extends Error {}

/** The bytes that a search may take. They are counted, never measured: the same on any machine. */
export interface Ration {
  /** Takes `after` bytes in the place of `before`. @throws Full. */
  readonly take: (before: number, after: number) => void;
  readonly taken: () => number;
}

export const rationOf = (bytes: number): Ration => {
  let taken = 0;
  return {
    take: (before, after) => {
      const then = taken - before + after;
      if (then > bytes) throw new Full();
      taken = then;
    },
    taken: () => taken,
  };
};
