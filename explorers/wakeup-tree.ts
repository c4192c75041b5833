import { dependent, type Taken } from './happens-before.ts';

/** A step of a sequence that is still to be taken. */
export type Planned = Pick<Taken, 'action' | 'visible'>;

/** What is still to be explored from a state: sequences with common beginnings, in the order in which they are taken. */
export interface WakeupTree {
  readonly step: Planned;
  readonly rest: WakeupTree[];
}

/**
 * What is left of `sequence` once `step` was taken first; undefined where that leads elsewhere. It leads to the same
 * if the sequence has the step and nothing before it that it depends on, or nothing at all that it depends on.
 */
export const without = (
  sequence: readonly Planned[],
  step: Planned,
): readonly Planned[] | undefined => {
  for (const [i, each] of sequence.entries()) {
    if (each.action.name === step.action.name) return sequence.toSpliced(i, 1);
    if (dependent(each, step)) return undefined;
  }
  return sequence;
};

/** Whether a sequence has `step`, and nothing before it that it depends on. */
export const startsWith = (sequence: readonly Planned[], step: Planned): boolean => {
  for (const each of sequence) {
    if (each.action.name === step.action.name) return true;
    if (dependent(each, step)) return false;
  }
  return false;
};

/** Adds a sequence, unless one that is there already leads to where it leads. */
export const insert = (tree: WakeupTree[], sequence: readonly Planned[]): void => {
  let level = tree;
  let rest = sequence;
  for (;;) {
    let next: WakeupTree[] | undefined;
    for (const { step, rest: below } of level) {
      const left = without(rest, step);
      if (left === undefined) continue;
      rest = left;
      next = below;
      break;
    }
    if (next === undefined) break;
    // A sequence that ends here is followed by everything else.
    if (next.length === 0) return;
    level = next;
  }
  for (const step of rest) {
    const node: WakeupTree = { step, rest: [] };
    level.push(node);
    level = node.rest;
  }
};
