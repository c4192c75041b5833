import type { Machine } from '../model/machine.ts';
import type { MachineEvent } from '../model/machine-event.ts';

/** What somebody outside sees of a run: each thing as text, equal texts being the same thing. */
export interface Watching<State> {
  /** What is seen of a step, in order. */
  readonly seen: (events: readonly MachineEvent[]) => readonly string[];
  /** How a run ended that came to rest in this state. */
  readonly ended: (state: State) => string;
}

/** One of the ways in which runs are seen to go. */
export interface Outcome {
  readonly history: readonly string[];
  readonly end: string;
  /** A schedule of fewest steps that leads to it. */
  readonly witness: readonly string[];
}

export interface Outcomes {
  /** By the length of their witnesses, then in the order of the choices. */
  readonly outcomes: readonly Outcome[];
  /** Every interleaving is covered. */
  readonly complete: boolean;
  /** How many interleavings come to rest; null where some run goes on for ever, or where not all are covered. */
  readonly interleavings: bigint | null;
  /** The states that were met, each with what was seen before it. */
  readonly nodes: number;
}

/** A state with what was seen before it. */
interface Node<State> {
  /** Until its steps are taken. */
  state: State | null;
  readonly history: number;
  readonly from: number;
  readonly action: string;
  /** The nodes that a step leads to, one for each step. */
  successors: readonly number[];
}

/** Histories by number: each is one longer than another. */
interface Histories {
  readonly longer: (history: number, text: string) => number;
  readonly textsOf: (history: number) => readonly string[];
}

const newHistories = (): Histories => {
  const numbers = new Map<string, number>();
  const parents: number[] = [-1];
  const texts: string[] = [''];
  return {
    longer: (history, text) => {
      const key = `${history} ${text}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, texts.length);
      parents.push(history);
      return texts.push(text) - 1;
    },
    textsOf: (history) => {
      const found: string[] = [];
      for (let at = history; at > 0; at = parents[at]!) found.push(texts[at]!);
      return found.toReversed();
    },
  };
};

/**
 * Every outcome of a machine, over all interleavings, breadth first. States are told apart by what was seen before them
 * as well, so no more than `limit` of both are kept.
 */
export const everyOutcome = <State>(
  machine: Machine<State>,
  { seen, ended }: Watching<State>,
  limit: number,
): Outcomes => {
  const histories = newHistories();
  const nodes: Node<State>[] = [];
  const numbers = new Map<string, number>();
  const outcomes = new Map<string, Outcome>();
  const meet = (
    state: State,
    before: number,
    events: readonly MachineEvent[],
    from: number,
    action: string,
  ): number => {
    const history = seen(events).reduce(histories.longer, before);
    const key = `${history} ${machine.key(state)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, nodes.length);
    return nodes.push({ state, history, from, action, successors: [] }) - 1;
  };
  meet(machine.start.state, 0, machine.start.events, -1, '');
  let at = 0;
  for (; at < nodes.length && nodes.length <= limit; at += 1) {
    const node = nodes[at]!;
    const before = node.state!;
    node.state = null;
    const enabled = machine.enabled(before);
    node.successors = enabled.map((action) => {
      const { state, events } = machine.step(before, action);
      return meet(state, node.history, events, at, action.name);
    });
    if (enabled.length > 0) continue;
    const end = ended(before);
    const key = `${node.history} ${end}`;
    if (outcomes.has(key)) continue;
    const history = histories.textsOf(node.history);
    outcomes.set(key, { history, end, witness: scheduleTo(nodes, at) });
  }
  const complete = at === nodes.length;
  return {
    outcomes: [...outcomes.values()],
    complete,
    interleavings: complete ? countRuns(nodes) : null,
    nodes: nodes.length,
  };
};

const scheduleTo = (nodes: readonly Node<unknown>[], at: number): readonly string[] => {
  const names: string[] = [];
  for (let node = nodes[at]!; node.from >= 0; node = nodes[node.from]!) names.push(node.action);
  return names.toReversed();
};

/** How many runs lead from the first node to one without successors; null where some run comes back to a node. */
const countRuns = (nodes: readonly Node<unknown>[]): bigint | null => {
  const degrees = new Int32Array(nodes.length);
  for (const { successors } of nodes) for (const next of successors) degrees[next]! += 1;
  const runs = nodes.map(() => 0n);
  runs[0] = 1n;
  const free = degrees[0] === 0 ? [0] : [];
  let ended = 0n;
  for (const at of free) {
    const { successors } = nodes[at]!;
    if (successors.length === 0) ended += runs[at]!;
    for (const next of successors) {
      runs[next]! += runs[at]!;
      degrees[next]! -= 1;
      if (degrees[next] === 0) free.push(next);
    }
  }
  return free.length === nodes.length ? ended : null;
};
