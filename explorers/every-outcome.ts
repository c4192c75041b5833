import type { Machine } from '../model/machine.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import { bytesOf } from './bytes-of.ts';
import { newHistories, type Histories } from './histories.ts';
import { intList, type IntList } from './int-list.ts';
import { Full, rationOf, type Ration } from './ration.ts';
import { reachedStates, type ReachedStates } from './reached-states.ts';

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
  /** The memory did not suffice. */
  readonly full: boolean;
}

/** How far to look: the most states, and the most bytes (`rationOf`). */
export interface OutcomeLimits {
  readonly states: number;
  readonly memory?: number | undefined;
  /** Whether the search is to end where it is. */
  readonly stopped?: (() => boolean) | undefined;
}

/** A state that was met and whose steps are not taken yet, and what it takes until they are. */
interface Waiting<State> {
  readonly state: State;
  readonly history: number;
  readonly bytes: number;
}

/** A node is a state with what was seen before it; nodes are numbered as they are met. */
interface Search<State> {
  readonly machine: Machine<State>;
  readonly watching: Watching<State>;
  readonly ration: Ration;
  readonly histories: Histories;
  readonly reached: ReachedStates;
  /** The nodes whose steps are not taken, in order. */
  readonly waiting: Map<number, Waiting<State>>;
  /** How many steps lead to each node from the first. */
  readonly depths: IntList;
  /** The nodes that steps lead to, and where those of each node begin among them. */
  readonly targets: IntList;
  readonly begins: IntList;
  /** By history and end: the history, the end, and the first node. */
  readonly ends: Map<string, { readonly history: number; readonly end: string; at: number }>;
}

/**
 * Every outcome of a machine, over all interleavings, breadth first. States are told apart by what was seen before them
 * as well; the limits are of both.
 */
export const everyOutcome = <State>(
  machine: Machine<State>,
  watching: Watching<State>,
  { states, memory = Infinity, stopped = () => false }: OutcomeLimits,
): Outcomes => {
  const ration = rationOf(memory);
  const search: Search<State> = {
    machine,
    watching,
    ration,
    histories: newHistories(ration),
    reached: reachedStates(ration),
    waiting: new Map(),
    depths: intList(ration),
    targets: intList(ration),
    begins: intList(ration),
    ends: new Map(),
  };
  const [complete, full] = visit(search, states, stopped);
  const { histories, reached, ends } = search;
  return {
    outcomes: [...ends.values()].map(({ history, end, at }) => ({
      history: histories.textsOf(history),
      end,
      witness: reached.scheduleTo(at),
    })),
    complete,
    interleavings: complete ? countRuns(search) : null,
    nodes: reached.size(),
    full,
  };
};

/** Whether every node was visited, and whether the memory did not suffice for that. */
const visit = <State>(
  search: Search<State>,
  states: number,
  stopped: () => boolean,
): readonly [complete: boolean, full: boolean] => {
  const { reached, machine } = search;
  try {
    meet(search, machine.start, 0, -1, '');
    let at = 0;
    for (; at < reached.size() && reached.size() <= states && !stopped(); at += 1)
      expand(search, at);
    return [at === reached.size(), false];
  } catch (error) {
    if (error instanceof Full) return [false, true];
    throw error;
  }
};

/** Takes all steps of a node. @throws Full. */
const expand = <State>(search: Search<State>, at: number): void => {
  const { machine, waiting, targets, begins, ration } = search;
  const { state: before, history, bytes } = waiting.get(at)!;
  const enabled = machine.enabled(before);
  begins.push(targets.length());
  for (const action of enabled) {
    const step = machine.step(before, action);
    targets.push(meet(search, step, history, at, action.name));
  }
  if (enabled.length === 0) end(search, before, history, at);
  waiting.delete(at);
  ration.take(bytes, 0);
};

/** The number of the node that a step leads to. */
const meet = <State>(
  { machine, watching, ration, histories, reached, waiting, depths }: Search<State>,
  { state, events }: Machine<State>['start'],
  before: number,
  from: number,
  action: string,
): number => {
  const history = histories.longer(before, watching.seen(events));
  const id = reached.meet(`${history} ${machine.key(state)}`, from, action);
  if (id < 0) return ~id;
  depths.push(from < 0 ? 0 : depths.at(from) + 1);
  const bytes = BYTES_OF_ENTRY + bytesOf(state);
  ration.takeState(bytes);
  waiting.set(id, { state, history, bytes });
  return id;
};

/** A node and its entry among those that wait. */
const BYTES_OF_ENTRY = 120;

/** Notes how runs end that come to rest in a node. */
const end = <State>(
  { watching, ration, histories, ends, depths }: Search<State>,
  state: State,
  history: number,
  at: number,
): void => {
  const text = watching.ended(state);
  const key = `${history} ${text}`;
  if (ends.has(key)) return;
  const length = histories.lengthOf(history) + depths.at(at);
  ration.take(0, 2 * text.length + BYTES_OF_OUTCOME + length * BYTES_OF_TOLD);
  ends.set(key, { history, end: text, at });
};

/** An outcome, and each thing that is told of it: what was seen, and the steps of its witness. */
const BYTES_OF_OUTCOME = 400;
const BYTES_OF_TOLD = 64;

/** How many runs lead from the first node to one without successors; null where some run comes back to a node. */
const countRuns = <State>({ reached, targets, begins }: Search<State>): bigint | null => {
  const size = reached.size();
  const endOf = (at: number): number => (at + 1 < size ? begins.at(at + 1) : targets.length());
  const degrees = new Int32Array(size);
  for (let i = 0; i < targets.length(); i += 1) degrees[targets.at(i)]! += 1;
  /** Of the nodes that are next, and those that some of the steps to are counted. */
  const runs = new Map<number, bigint>([[0, 1n]]);
  const free = degrees[0] === 0 ? [0] : [];
  let counted = 0;
  let ended = 0n;
  for (let at = free.pop(); at !== undefined; at = free.pop()) {
    const count = runs.get(at)!;
    runs.delete(at);
    counted += 1;
    if (begins.at(at) === endOf(at)) ended += count;
    for (let i = begins.at(at); i < endOf(at); i += 1) {
      const next = targets.at(i);
      runs.set(next, (runs.get(next) ?? 0n) + count);
      degrees[next]! -= 1;
      if (degrees[next] === 0) free.push(next);
    }
  }
  return counted === size ? ended : null;
};
