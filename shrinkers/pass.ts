/** A scenario with a schedule for it. */
export interface Case<Scenario> {
  readonly scenario: Scenario;
  readonly schedule: readonly string[];
}

/**
 * One idea of how to make a failure smaller.
 *
 * `propose` gives candidates in a fixed order. It may propose what does not fail or is not smaller: the loop
 * in `shrink.ts` runs each one, keeps it only if it fails for the same reason and is smaller, and then asks
 * again. A pass never looks at the machine.
 */
export interface Pass<Scenario> {
  readonly id: string;
  readonly says: string;
  propose(current: Case<Scenario>): Iterable<Case<Scenario>>;
}

/** How large a case is: compared number by number, then by text. Smaller is better. */
export interface Size {
  readonly numbers: readonly number[];
  readonly text: string;
}

/** Negative if `a` is smaller. */
export const compareSizes = (a: Size, b: Size): number => {
  for (const [i, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.text.length !== b.text.length) return a.text.length - b.text.length;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
};
