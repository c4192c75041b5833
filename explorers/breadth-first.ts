import { canonical } from '../model/json.ts';
import type { Machine } from '../model/machine.ts';
import { QUIESCENT } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';
import { bytesOf } from './bytes-of.ts';
import { intList } from './int-list.ts';
import { Full, rationOf, type Ration } from './ration.ts';
import { reachedStates, type ReachedStates } from './reached-states.ts';

/** A state that was met and whose steps are not taken yet. */
interface Node<State, Ledger> {
  readonly state: State;
  readonly ledger: Ledger;
  readonly id: number;
  /** What the state and the ledger take, until the steps are taken. */
  readonly bytes: number;
}

export interface Visitor {
  /** The most states to store; a search that would need more is not complete. */
  readonly limit: number;
  /** The most bytes to take (`rationOf`); a search that would need more is not complete. No bound, if it is left out. */
  readonly memory?: number | undefined;
  /** The longest schedule that is continued; a search that would have to continue longer ones is not complete. */
  readonly depth?: number;
  /** Whether the search is to end where it is. */
  readonly stopped?: (() => boolean) | undefined;
  /** Told of every break, shortest schedules first; true ends the search. */
  readonly broke: (property: string, schedule: () => readonly string[], states: number) => boolean;
  readonly saw: (id: string) => void;
}

export interface Visit {
  readonly states: number;
  readonly steps: number;
  /** Every state was visited. */
  readonly complete: boolean;
  /** Of a complete visit: the states from which nobody ever comes to rest. */
  readonly endless: number;
  /** The memory did not suffice. */
  readonly full: boolean;
}

/** All that a search knows and keeps. */
interface Search<State, Ledger, Setting> {
  readonly machine: Machine<State>;
  readonly suite: Suite<Ledger, Setting>;
  readonly visitor: Visitor;
  readonly ration: Ration;
  readonly reached: ReachedStates;
  readonly edges: Edges;
  steps: number;
  stop: boolean;
}

/** Visits every state of a machine together with what a suite knows of it, breadth first. */
export const breadthFirst = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  visitor: Visitor,
): Visit => {
  const ration = rationOf(visitor.memory ?? Infinity);
  const search: Search<State, Ledger, Setting> = {
    machine,
    suite,
    visitor,
    ration,
    reached: reachedStates(ration),
    edges: newEdges(ration),
    steps: 0,
    stop: false,
  };
  const result = (complete: boolean, full: boolean): Visit => ({
    states: search.reached.size(),
    steps: search.steps,
    complete,
    endless: complete ? endlessOf(search.edges) : 0,
    full,
  });
  try {
    return result(visitAll(search), false);
  } catch (error) {
    if (error instanceof Full) return result(false, true);
    throw error;
  }
};

/** Whether every state was visited. @throws Full. */
const visitAll = <State, Ledger, Setting>(search: Search<State, Ledger, Setting>): boolean => {
  const { machine, suite, visitor, reached, edges } = search;
  const { limit, stopped, depth = Number.POSITIVE_INFINITY } = visitor;
  let frontier: (Node<State, Ledger> | undefined)[] = [];
  const first = meet(search, machine.start, suite.observer.initial(), -1, '');
  if (typeof first !== 'number') frontier.push(first);
  for (let length = 0; frontier.length > 0; length += 1) {
    if (length > depth) return false;
    const next: typeof frontier = [];
    for (let i = 0; i < frontier.length; i += 1) {
      const { state, ledger, id, bytes } = frontier[i]!;
      frontier[i] = undefined;
      const enabled = machine.enabled(state);
      edges.begin(enabled.length === 0);
      if (enabled.length === 0) {
        judgeInto(search, suite.observer.copy(ledger), [QUIESCENT], id, '');
      }
      for (const action of enabled) {
        search.steps += 1;
        const step = machine.step(state, action);
        const target = meet(search, step, suite.observer.copy(ledger), id, action.name);
        edges.add(typeof target === 'number' ? target : target.id);
        if (typeof target !== 'number') next.push(target);
      }
      search.ration.take(bytes, 0);
      if (search.stop || stopped?.() === true || reached.size() > limit) return false;
    }
    frontier = next;
  }
  return true;
};

/** What a step leads to: a state that is new, or the number of one that is known. */
const meet = <State, Ledger, Setting>(
  search: Search<State, Ledger, Setting>,
  { state, events }: Machine<State>['start'],
  ledger: Ledger,
  from: number,
  action: string,
): Node<State, Ledger> | number => {
  const { machine, suite, reached, ration } = search;
  judgeInto(search, ledger, events, from, action);
  const key = `${machine.key(state)}\n${canonical(suite.observer.copy(ledger))}`;
  const id = reached.meet(key, from, action);
  if (id < 0) return ~id;
  const bytes = bytesOf(state) + bytesOf(ledger);
  ration.takeState(bytes);
  return { state, ledger, id, bytes };
};

/** Judges the events of a step from a state; where there is no action, the state came to rest. */
const judgeInto = <State, Ledger, Setting>(
  search: Search<State, Ledger, Setting>,
  ledger: Ledger,
  events: Parameters<typeof judge>[2],
  from: number,
  action: string,
): void => {
  const { suite, visitor, reached } = search;
  const { seen, broken } = judge(suite, ledger, events);
  for (const id of seen) visitor.saw(id);
  const schedule = (): readonly string[] => {
    const before = from < 0 ? [] : reached.scheduleTo(from);
    return action === '' ? before : [...before, action];
  };
  for (const { property } of broken) {
    search.stop ||= visitor.broke(property, schedule, reached.size() + 1);
  }
};

/** The steps between states: those from each state are added together, in the order of their numbers. */
interface Edges {
  /** Begins with the next state, which may be at rest. */
  readonly begin: (rests: boolean) => void;
  readonly add: (to: number) => void;
  readonly states: () => number;
  readonly rests: (state: number) => boolean;
  /** Whether `holds` of a state that a step from this one leads to. */
  readonly some: (state: number, holds: (to: number) => boolean) => boolean;
}

const newEdges = (ration: Ration): Edges => {
  const targets = intList(ration);
  /** For each state where its steps begin, and one more: complemented where it is at rest. */
  const begins = intList(ration);
  const beginOf = (state: number): number => {
    const begin = begins.at(state);
    return begin < 0 ? ~begin : begin;
  };
  return {
    begin: (rests) => begins.push(rests ? ~targets.length() : targets.length()),
    add: targets.push,
    states: begins.length,
    rests: (state) => begins.at(state) < 0,
    some: (state, holds) => {
      const end = state + 1 < begins.length() ? beginOf(state + 1) : targets.length();
      for (let i = beginOf(state); i < end; i += 1) if (holds(targets.at(i))) return true;
      return false;
    },
  };
};

/** How many states lead to none that is at rest. Most steps lead to a larger number, so few rounds are needed. */
const endlessOf = ({ states, rests, some }: Edges): number => {
  const ends = new Uint8Array(states());
  let left = ends.length;
  for (let before = -1; before !== left;) {
    before = left;
    for (let state = ends.length - 1; state >= 0; state -= 1) {
      if (ends[state] !== 0 || !(rests(state) || some(state, (to) => ends[to] !== 0))) continue;
      ends[state] = 1;
      left -= 1;
    }
  }
  return left;
};
