import type { Profile } from '../../../model/canonical/profile.ts';
import type { Program } from '../../../model/canonical/program.ts';
import type { State } from '../../../model/canonical/state.ts';

/** What does not hold of a state that should; empty where all does. */
export const brokenIn = (
  program: Program,
  state: State,
  { idleDrop }: Pick<Profile, 'idleDrop'>,
): readonly string[] =>
  state.over !== ''
    ? []
    : [
        ...tables(state),
        ...sets(state, idleDrop === 'event'),
        ...threads(program, state),
        ...locks(program, state),
        ...stack(program, state),
        ...loans(state),
      ];

const check = (says: string, holds: boolean): readonly string[] => (holds ? [] : [says]);

const tables = ({ instances, waitables, sets, resources, threads }: State): readonly string[] =>
  instances.flatMap(({ handles, threads: table }, i) => [
    ...handles.slots.flatMap((slot, index) => {
      if (slot === 0) return [];
      const [, first, second, third] = [null, waitables, sets, resources];
      const list = [first, second, third][(slot & 3) - 1]!;
      const item = list?.[slot >> 2];
      const indexed =
        (slot & 3) !== 1 ||
        (waitables[slot >> 2]?.index === index && waitables[slot >> 2]?.instance === i);
      return check(`handle ${index} of ${i} leads nowhere`, !!item && indexed);
    }),
    ...table.slots.flatMap((slot, index) =>
      slot === 0 ? [] : check(`thread ${index} of ${i}`, threads[slot - 1]?.index === index),
    ),
    ...check(
      `free slots of ${i}`,
      handles.free.every((index) => handles.slots[index] === 0) &&
        new Set(handles.free).size === handles.free.length,
    ),
  ]);

const sets = (
  { sets: all, waitables, threads }: State,
  toldOfDrops: boolean,
): readonly string[] => [
  ...all.flatMap((set, ref) => {
    if (set === null) return [];
    const waiting = threads.filter(
      (thread) => thread?.on === ref && thread.predicate.startsWith('set-has-event'),
    ).length;
    return [
      ...check(
        `members of set ${ref}`,
        set.members.every((each) => waitables[each]?.set === ref),
      ),
      ...check(`waiters of set ${ref}`, set.waiting === waiting),
    ];
  }),
  ...waitables.flatMap((waitable, ref) =>
    waitable === null
      ? []
      : [
          ...check(
            `set of waitable ${ref}`,
            waitable.set < 0 || all[waitable.set]!.members.includes(ref),
          ),
          ...check(`sync waiter of ${ref} in a set`, !waitable.syncWaiter || waitable.set < 0),
          ...check(
            `sync waiter of ${ref}`,
            !waitable.syncWaiter || threads.some((thread) => thread?.on === ref),
          ),
          ...check(
            `event of a resolved subtask ${ref}`,
            waitable.kind !== 'subtask' || !waitable.delivered || waitable.event === 'none',
          ),
          ...check(
            `event of idle end ${ref}`,
            waitable.kind === 'subtask' ||
              waitable.event === 'none' ||
              waitable.state === 'copying' ||
              waitable.state === 'cancelling' ||
              (toldOfDrops && waitable.event === 'dropped'),
          ),
        ],
  ),
];

const threads = (program: Program, state: State): readonly string[] => [
  ...state.threads.flatMap((thread, ref) => {
    if (thread === null) return [];
    const running = state.control.filter((frame) => frame.thread === ref).length;
    const task = state.tasks[thread.task];
    return [
      ...check(`thread ${ref} has no task`, !!task),
      ...check(
        `thread ${ref} runs ${running} times`,
        (thread.mode === 'running') === (running === 1),
      ),
      ...check(
        `predicate of thread ${ref}`,
        thread.mode === 'running' || (thread.mode === 'waiting') === (thread.predicate !== 'none'),
      ),
      ...check(
        `gate of thread ${ref}`,
        thread.predicate.startsWith('gate') ===
          state.instances[thread.instance]!.gate.includes(ref),
      ),
    ];
  }),
  ...state.tasks.flatMap((task, ref) =>
    task === null
      ? []
      : check(
          `threads of task ${ref}`,
          task.threads.every((each) => state.threads[each]?.task === ref) &&
            program.callables[task.callable] !== undefined,
        ),
  ),
];

const locks = (program: Program, state: State): readonly string[] =>
  state.instances.flatMap(({ exclusive }, i) => {
    if (exclusive < 0) return [];
    const thread = state.threads[exclusive];
    const task = thread && state.tasks[thread.task];
    return check(
      `lock of ${i}`,
      !!thread &&
        !!task &&
        thread.implicit &&
        thread.instance === i &&
        program.callables[task.callable]!.exclusive &&
        !['gate', 'gate-and-lock', 'lock-free', 'set-has-event-and-lock-free'].includes(
          thread.predicate,
        ),
    );
  });

const stack = (program: Program, state: State): readonly string[] => {
  const on = new Set(
    state.control.flatMap(({ into, from }) =>
      into < 0 ? [] : program.instances[into]!.entering[from + 1]!,
    ),
  );
  return state.instances.flatMap(({ mayEnter }, i) =>
    check(`instance ${i} on the stack`, mayEnter === !on.has(i)),
  );
};

const loans = ({ resources, waitables, tasks }: State): readonly string[] => [
  ...resources.flatMap((handle, ref) => {
    if (handle === null) return [];
    const lent = waitables.reduce(
      (sum, each) =>
        sum +
        (each?.kind === 'subtask' ? each.lenders.filter((lender) => lender === ref).length : 0),
      0,
    );
    return check(`loans of handle ${ref}`, handle.lends === lent);
  }),
  ...tasks.flatMap((task, ref) => {
    if (task === null) return [];
    const held = resources.filter((handle) => handle?.scope === ref).length;
    return check(`borrows of task ${ref}`, task.borrows === held);
  }),
];
