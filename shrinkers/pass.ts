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
  /** It only leaves something out: what stays has the frames, operands and ids that it had. */
  readonly leavesOut?: true;
  propose(current: Case<Scenario>): Iterable<Case<Scenario>>;
}

/**
 * How far a scenario may change while its failure gets smaller. `all`: in every way that a pass proposes. `keep`: tasks,
 * signals and operations may go (a call with all that is in it), and what stays is as its author wrote it. `none`: not
 * at all; only the schedule gets shorter.
 */
export const SHRINKINGS = ['all', 'keep', 'none'] as const;

export type Shrinking = (typeof SHRINKINGS)[number];

/** The passes over scenarios that are left. */
export const passesFor = <Scenario>(
  shrinking: Shrinking,
  passes: readonly Pass<Scenario>[],
): readonly Pass<Scenario>[] => {
  if (shrinking === 'none') return [];
  return passes.filter(({ leavesOut }) => shrinking === 'all' || leavesOut === true);
};

/** Marks a pass as one that only leaves something out. */
export const leavingOut = <Scenario>(pass: Pass<Scenario>): Pass<Scenario> => ({
  ...pass,
  leavesOut: true,
});

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
