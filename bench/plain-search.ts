import type { Counts } from './count.ts';
import { waitableOf, type Size } from './instance.ts';

/*
 * A peer: the search that one writes in an afternoon. States are objects, the visited set holds strings, and the model
 * is the instance under the reference runtime, by hand. It knows nothing of Heddle's machine, and must count the same.
 */

interface Task {
  readonly at: 'new' | 'guest' | 'check' | 'park' | 'asleep' | 'woken' | 'trapped' | 'ended';
  /** The frames on the stack, each sync or not. */
  readonly frames: readonly boolean[];
  readonly left: number;
  readonly token: boolean;
}

interface Signaller {
  readonly at: 'mark' | 'look' | 'wake' | 'ended';
  readonly wake: readonly number[];
}

interface State {
  readonly tasks: readonly Task[];
  readonly signallers: readonly Signaller[];
  readonly events: readonly boolean[];
  readonly waiters: readonly (readonly number[])[];
  readonly over: 'no' | 'deadlock' | 'trap';
}

const start = ({ tasks, waitables, depth }: Size): State => ({
  tasks: Array.from({ length: tasks }, () => ({
    at: 'new',
    frames: [],
    left: depth + 1,
    token: false,
  })),
  signallers: Array.from({ length: waitables }, () => ({ at: 'mark', wake: [] })),
  events: Array.from({ length: waitables }, () => false),
  waiters: Array.from({ length: waitables }, () => []),
  over: 'no',
});

const withTask = (state: State, i: number, change: Partial<Task>): State => ({
  ...state,
  tasks: state.tasks.with(i, { ...state.tasks[i]!, ...change }),
});

/** Asked at every park, and at the end of a task and of a host thread. */
const judged = (state: State): State => {
  const rests =
    state.tasks.every(({ at }) => at === 'asleep' || at === 'ended') &&
    state.signallers.every(({ at }) => at === 'ended');
  const asleep = state.tasks.some(({ at }) => at === 'asleep');
  return rests && asleep ? { ...state, over: 'deadlock' } : state;
};

const without = (state: State, set: number, task: number): State => ({
  ...state,
  waiters: state.waiters.with(
    set,
    state.waiters[set]!.filter((other) => other !== task),
  ),
});

const check = (state: State, i: number, set: number): State => {
  const { frames } = state.tasks[i]!;
  if (state.events[set] === true) {
    const left = without(state, set, i);
    return withTask({ ...left, events: left.events.with(set, false) }, i, { at: 'guest' });
  }
  if (!frames.some((sync) => sync)) return withTask(state, i, { at: 'park' });
  return withTask({ ...without(state, set, i), over: 'trap' }, i, { at: 'trapped' });
};

const guest = (state: State, size: Size, i: number, set: number): readonly State[] => {
  const { frames, left } = state.tasks[i]!;
  const calls =
    left > 0 && frames.length <= size.depth
      ? [false, true].map((sync) =>
          withTask(state, i, { frames: [...frames, sync], left: left - 1 }),
        )
      : [];
  const waits =
    left > 0
      ? [
          withTask({ ...state, waiters: state.waiters.with(set, [...state.waiters[set]!, i]) }, i, {
            at: 'check',
            left: left - 1,
          }),
        ]
      : [];
  const returns =
    frames.length > 1
      ? withTask(state, i, { frames: frames.slice(0, -1) })
      : judged(withTask(state, i, { at: 'ended', frames: [] }));
  return [...calls, ...waits, returns];
};

const taskSteps = (state: State, size: Size, i: number): readonly State[] => {
  const { at, token } = state.tasks[i]!;
  const set = waitableOf(size, i);
  switch (at) {
    case 'new':
      return [withTask(state, i, { at: 'guest', frames: [false] })];
    case 'guest':
      return guest(state, size, i, set);
    case 'check':
    case 'woken':
      return [check(state, i, set)];
    case 'park':
      return [
        token
          ? withTask(state, i, { at: 'check', token: false })
          : judged(withTask(state, i, { at: 'asleep' })),
      ];
    case 'asleep':
    case 'trapped':
    case 'ended':
      return [];
    default:
      return at satisfies never;
  }
};

const withSignaller = (state: State, i: number, signaller: Signaller): State => ({
  ...state,
  signallers: state.signallers.with(i, signaller),
});

const signallerSteps = (state: State, i: number): readonly State[] => {
  const { at, wake } = state.signallers[i]!;
  switch (at) {
    case 'mark':
      return [
        withSignaller({ ...state, events: state.events.with(i, true) }, i, { at: 'look', wake }),
      ];
    case 'look': {
      const waiters = state.waiters[i]!;
      return waiters.length === 0
        ? [judged(withSignaller(state, i, { at: 'ended', wake }))]
        : [withSignaller(state, i, { at: 'wake', wake: waiters })];
    }
    case 'wake': {
      const [first, ...rest] = wake as [number, ...number[]];
      const woken = unpark(state, first);
      return [
        rest.length > 0
          ? withSignaller(woken, i, { at: 'wake', wake: rest })
          : judged(withSignaller(woken, i, { at: 'ended', wake: [] })),
      ];
    }
    case 'ended':
      return [];
    default:
      return at satisfies never;
  }
};

const unpark = (state: State, i: number): State => {
  const { at } = state.tasks[i]!;
  if (at === 'asleep') return withTask(state, i, { at: 'woken' });
  return at === 'ended' ? state : withTask(state, i, { token: true });
};

const successors = (state: State, size: Size): readonly State[] =>
  state.over === 'no'
    ? [
        ...state.tasks.flatMap((_, i) => taskSteps(state, size, i)),
        ...state.signallers.flatMap((_, i) => signallerSteps(state, i)),
      ]
    : [];

/** Visits every state of the instance, breadth first. */
export const plainSearch = (size: Size): Counts => {
  const first = start(size);
  const known = new Map([[JSON.stringify(first), 0]]);
  let frontier = [first];
  let transitions = 0;
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const state of frontier) {
      for (const reached of successors(state, size)) {
        transitions += 1;
        const key = JSON.stringify(reached);
        if (known.has(key)) continue;
        known.set(key, known.size);
        next.push(reached);
      }
    }
    frontier = next;
  }
  return { states: known.size, transitions };
};
