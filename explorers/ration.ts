/** Thrown where a search would take more bytes than it may. */
export class Full extends Error {}

/** The bytes that a search may take. They are counted, never measured: the same on any machine. */
export interface Ration {
  /** Takes `after` bytes in the place of `before`. @throws Full. */
  readonly take: (before: number, after: number) => void;
  readonly taken: () => number;
  /**
   * Takes the bytes of a state. One may have a thousandth of all, or 1 MiB if that is more: states that outgrow it do so
   * without end, and each step from them takes longer than the one before. @throws Full.
   */
  readonly takeState: (bytes: number) => void;
}

/** What a state may take however small the ration is. */
const STATE_MIN = 2 ** 20;

export const rationOf = (bytes: number): Ration => {
  let taken = 0;
  const take: Ration['take'] = (before, after) => {
    const then = taken - before + after;
    if (then > bytes) throw new Full();
    taken = then;
  };
  return {
    take,
    taken: () => taken,
    takeState: (size) => {
      if (size > Math.max(STATE_MIN, bytes / 1_024)) throw new Full();
      take(0, size);
    },
  };
};
