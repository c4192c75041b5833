import {
  BASE_FRAME_KINDS,
  FRAME_KINDS,
  canBeSuspended,
  type Frame,
  type FrameKind,
} from '../model/context/frames.ts';
import type { OpenScenario } from '../model/context/open.ts';
import type { Total } from '../model/context/program.ts';
import type { Operation, Signal } from '../model/context/scenario.ts';

/** What an open scenario consists of; what its tasks do is left open, within the bounds. */
export interface Shape {
  /** For each task: its executor, its store, and the task that may call it (-1: it starts by itself). */
  readonly tasks: readonly {
    readonly executor: number;
    readonly store: number;
    readonly caller: number;
  }[];
  /** The set that each waitable is in when the run begins, or -1; and the store that it belongs to. */
  readonly homes: readonly number[];
  readonly sets: number;
  readonly locks: number;
  /** Host threads; each does one thing. */
  readonly signals: number;
  /** The most frames of a task. */
  readonly depth: number;
  /** The most operations of a task, calls among them; -1: any number. */
  readonly operations: number;
  /** What all tasks may do together; left out: what each of them may. */
  readonly total?: Total;
  /** The store that all sets, waitables and locks are in; left out: that of the first task. */
  readonly home?: number;
  /** The words for what tasks and host threads may do: operations, `cancel`, `unsuspendable`. */
  readonly words: ReadonlySet<string>;
  /** The frames that tasks may begin in; left out: all that the words have a place for. */
  readonly bases?: readonly FrameKind[];
  /** The frames that tasks may call; left out: all that the words have a place for. */
  readonly frames?: readonly FrameKind[];
  /** For each set, the tasks that may wait on it; left out: all. */
  readonly mayWait?: readonly (readonly number[])[];
  /** For each set, what may join it, by the number of the waitable or, after those, of the subtask; left out: all. */
  readonly mayJoin?: readonly (readonly number[])[];
}

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

/** The open scenario of a shape. */
export const openScenario = (shape: Shape): OpenScenario => {
  const { tasks, homes, words, depth } = shape;
  const waitables = names('w', homes.length);
  const sets = names('ws', shape.sets);
  const locks = names('l', shape.locks);
  const ids = names('t', tasks.length);
  // A task that nobody can call starts by itself.
  const callerOf = (i: number): number => (words.has('call-own') ? tasks[i]!.caller : -1);
  const subtasks = ids.filter((_, i) => callerOf(i) >= 0);
  const severalStores = tasks.some(({ store }) => store > 0);
  return {
    executors: names('e', Math.max(...tasks.map(({ executor }) => executor)) + 1),
    waitables,
    sets: sets.map((id, set) => ({ id, members: waitables.filter((_, i) => homes[i] === set) })),
    locks,
    tasks: tasks.map(({ executor, store }, i) => ({
      id: ids[i]!,
      executor: `e${executor + 1}`,
      ...(severalStores ? { store: `st${store + 1}` } : {}),
      ...(callerOf(i) < 0 ? {} : { caller: ids[callerOf(i)]! }),
      may: (operation) =>
        operation.op !== 'wait' ||
        shape.mayWait?.[sets.indexOf(operation.set)]?.includes(i) !== false,
    })),
    signallers: names('s', shape.signals).map((id) => ({ id })),
    bases:
      shape.bases ??
      BASE_FRAME_KINDS.filter((kind) => words.has('unsuspendable') || canBeSuspended({ kind })),
    operations: [
      ...waitsOf(words, waitables, sets, subtasks),
      ...onWaitables(words, waitables, sets, subtasks).filter((operation) =>
        mayBe(shape, operation, [...waitables, ...subtasks], sets),
      ),
      ...onTasks(words, ids, subtasks),
      ...(words.has('lock') ? locks : []).flatMap((lock): readonly Operation[] => [
        { op: 'lock', lock },
        { op: 'unlock', lock },
      ]),
      ...(words.has('store-borrow')
        ? [{ op: 'store-borrow' } as const, { op: 'store-return' } as const]
        : []),
      ...(words.has('call') && depth > 1 ? callsOf(words, shape.frames) : []),
    ],
    signals: [
      ...waitables,
      ...(words.has('cancel') ? ids.map((cancel): Signal => ({ cancel })) : []),
    ],
    depth,
    limit: shape.operations,
    total: shape.total,
    ...(severalStores && shape.home !== undefined
      ? {
          stores: Object.fromEntries(
            [...waitables, ...sets, ...locks].map((name) => [name, `st${shape.home! + 1}`]),
          ),
        }
      : {}),
  };
};

/** Whether a join is one of those that the shape has. */
const mayBe = (
  { mayJoin }: Shape,
  operation: Operation,
  waitables: readonly string[],
  sets: readonly string[],
): boolean =>
  operation.op !== 'join' ||
  mayJoin?.[sets.indexOf(operation.set)]?.includes(waitables.indexOf(operation.waitable)) !== false;

/** Where there is no cancel, whether an operation is cancellable makes no difference. */
const cancellables = (words: ReadonlySet<string>): readonly { readonly cancellable?: true }[] =>
  words.has('cancel') || words.has('cancel-subtask') ? [{}, { cancellable: true }] : [{}];

const waitsOf = (
  words: ReadonlySet<string>,
  waitables: readonly string[],
  sets: readonly string[],
  subtasks: readonly string[],
): readonly Operation[] =>
  cancellables(words).flatMap((flag): readonly Operation[] => [
    ...sets.flatMap((set): readonly Operation[] => [
      ...(words.has('wait') ? [{ op: 'wait', set, ...flag } as const] : []),
      ...(words.has('poll') ? [{ op: 'poll', set, ...flag } as const] : []),
    ]),
    ...(words.has('wait-one')
      ? [...waitables, ...subtasks].map(
          (waitable) => ({ op: 'wait-one', waitable, ...flag }) as const,
        )
      : []),
    ...(words.has('yield') ? [{ op: 'yield', ...flag } as const] : []),
  ]);

const onWaitables = (
  words: ReadonlySet<string>,
  waitables: readonly string[],
  sets: readonly string[],
  subtasks: readonly string[],
): readonly Operation[] => [
  ...(words.has('join')
    ? [...waitables, ...subtasks].flatMap((waitable) =>
        sets.map((set) => ({ op: 'join', waitable, set }) as const),
      )
    : []),
  ...(words.has('leave')
    ? [...waitables, ...subtasks].map((waitable) => ({ op: 'leave', waitable }) as const)
    : []),
  ...(words.has('drop') ? sets.map((set) => ({ op: 'drop', set }) as const) : []),
  ...(words.has('signal')
    ? waitables.map((waitable) => ({ op: 'signal', waitable }) as const)
    : []),
];

const onTasks = (
  words: ReadonlySet<string>,
  tasks: readonly string[],
  subtasks: readonly string[],
): readonly Operation[] => [
  ...(words.has('cancel') ? tasks.map((task) => ({ op: 'cancel', task }) as const) : []),
  ...(words.has('call-own')
    ? subtasks.map((subtask) => ({ op: 'call-own', subtask }) as const)
    : []),
  ...(words.has('cancel-subtask')
    ? subtasks.map((subtask) => ({ op: 'cancel-subtask', subtask }) as const)
    : []),
];

const callsOf = (
  words: ReadonlySet<string>,
  kinds: readonly FrameKind[] = FRAME_KINDS,
): readonly Operation[] =>
  kinds
    .flatMap((kind): readonly Frame[] =>
      kind === 'host' ? [true, false].map((fibre) => ({ kind, fibre })) : [{ kind }],
    )
    .filter((frame) => words.has('unsuspendable') || canBeSuspended(frame))
    .map(({ kind: frame, ...rest }) => ({ op: 'call', frame, ...rest, body: [] }));

/** A shape in a few words. */
export const shapeText = ({ tasks, homes, signals }: Shape): string => {
  const at = tasks.map(({ executor, store, caller }, i) =>
    [
      `t${i + 1} on e${executor + 1}`,
      ...(tasks.some((task) => task.store > 0) ? [`in st${store + 1}`] : []),
      ...(caller < 0 ? [] : [`called by t${caller + 1}`]),
    ].join(' '),
  );
  const members = homes.map((home, i) => `w${i + 1} in ${home < 0 ? 'no set' : `ws${home + 1}`}`);
  return [...at, ...members, `${signals} ${signals === 1 ? 'signal' : 'signals'}`].join(', ');
};
