/** Thrown where a search would take more bytes than it may. */
export class Full extends Error {}

/** The bytes that a search may take. */
export interface Ration {
  /** Takes so many in the place of as many as `before`. @throws Full. */
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
