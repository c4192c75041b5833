import { dependent, type Taken } from '../../explorers/happens-before.ts';
import type { Machine } from '../../model/machine.ts';

/** What all interleavings of a machine come to, found by taking every one of them. */
export interface Interleavings {
  readonly count: number;
  /** The schedule of each, with the text of its trace. */
  readonly schedules: readonly { readonly names: readonly string[]; readonly trace: string }[];
  /** A text for each trace: what depends on what in it. */
  readonly traces: ReadonlySet<string>;
  /** The keys of the states in which nobody can move. */
  readonly ends: ReadonlySet<string>;
}

/** A step with its name in the trace, and the actors that could move after it, since when. */
interface Told extends Taken {
  readonly name: string;
  /** Its name, and those of the earlier steps that it depends on. */
  readonly text: string;
}

/** Takes every interleaving, one by one; undefined where there are more than `limit`. */
export const everyInterleaving = <State>(
  machine: Machine<State>,
  limit: number,
): Interleavings | undefined => {
  const traces = new Set<string>();
  const ends = new Set<string>();
  const schedules: { names: readonly string[]; trace: string }[] = [];
  let count = 0;
  const goOn = (state: State, told: readonly Told[], since: ReadonlyMap<string, number>): void => {
    const enabled = machine.enabled(state);
    const able = new Map(
      enabled.map(({ actor }) => [actor, since.get(actor) ?? told.length - 1] as const),
    );
    if (enabled.length === 0) {
      count += 1;
      const trace = told
        .map(({ text }) => text)
        .toSorted()
        .join('\n');
      schedules.push({ names: told.map(({ action }) => action.name), trace });
      traces.add(trace);
      ends.add(machine.key(state));
    }
    for (const action of enabled) {
      if (count > limit) return;
      const { state: next, visible = false } = machine.step(state, action);
      const taken = { action, visible, enabledBy: able.get(action.actor)! };
      goOn(next, [...told, tell(told, taken)], able);
    }
  };
  goOn(machine.start.state, [], new Map());
  return count > limit ? undefined : { count, schedules, traces, ends };
};

/** Each step by its actor and number among that actor's, with all earlier ones that it depends on. */
const tell = (before: readonly Told[], taken: Taken): Told => {
  const { name: word, actor } = taken.action;
  const name = `${word}.${before.filter(({ action }) => action.actor === actor).length}`;
  const causes = before.filter((each, i) => i === taken.enabledBy || dependent(each, taken));
  const text = [name, ...causes.map((each) => each.name).toSorted()].join(' ');
  return { ...taken, name, text };
};
