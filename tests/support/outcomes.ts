import type { Machine } from '../../model/machine.ts';

/** What the interleavings of a machine come to: a text for each end that it can have. */
export interface Outcomes {
  readonly ends: ReadonlySet<string>;
  readonly states: number;
}

/**
 * Takes every action of every state that can be reached, and tells of the states in which none is left.
 *
 * @param tell what an end is called, by its state and all observations on the way to it.
 */
export const outcomesOf = <State>(
  machine: Machine<State>,
  tell: (state: State) => string,
  limit = 200_000,
): Outcomes => {
  const seen = new Set<string>([machine.key(machine.start.state)]);
  const ends = new Set<string>();
  const open: State[] = [machine.start.state];
  while (open.length > 0) {
    const state = open.pop()!;
    const enabled = machine.enabled(state);
    if (enabled.length === 0) ends.add(tell(state));
    for (const action of enabled) {
      const { state: next } = machine.step(state, action);
      const key = machine.key(next);
      if (seen.has(key)) continue;
      if (seen.size >= limit) throw new Error(`more than ${limit} states`);
      seen.add(key);
      open.push(next);
    }
  }
  return { ends, states: seen.size };
};
