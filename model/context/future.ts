import type { Symmetry } from '../machine.ts';
import { operationAt, type State } from './state.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { OperationName } from './operations.ts';
import { PROTOCOL_OPERATIONS, isWait, type Cell, type ProtocolOperation } from './protocol.ts';
import type { Rules } from './rules.ts';

/** Cells by name. */
export interface Footprint {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** All that each actor may still read and write, whatever the others do. */
export type Futures = (state: State, actor: number, symmetries: readonly Symmetry[]) => Footprint;

/** Where things may be and who may wait on them, in any run. */
interface Possible {
  /** The sets that each waitable may be in. */
  readonly homes: readonly (readonly number[])[];
  /** The tasks that may wait on each set, and on each waitable alone. */
  readonly onSet: readonly (readonly number[])[];
  readonly onWaitable: readonly (readonly number[])[];
  /** The locks and borrows that somebody takes. */
  readonly taken: readonly number[];
}

/**
 * What actors may still do, from the instructions of their operations alone. An open task with operations left may do
 * any of its vocabulary. The names are those of the cells of actions.
 */
export const futuresOf = (program: Program, rules: Rules): Futures => {
  const all = program.tasks.map((_, task) => operationsOf(program, task));
  const known = new WeakMap<readonly Symmetry[], ReturnType<typeof footprintsOf>>();
  const within = (symmetries: readonly Symmetry[]): ReturnType<typeof footprintsOf> => {
    const before = known.get(symmetries);
    if (before !== undefined) return before;
    const made = footprintsOf(program, rules, possibleIn(program, all, symmetries));
    known.set(symmetries, made);
    return made;
  };
  return (state, actor, symmetries) => {
    const footprint = within(symmetries);
    const signaller = actor - program.tasks.length;
    if (signaller >= 0) return footprint(-1, signalsLeft(program, state, signaller), false);
    if (state.tasks[actor]!.status === 'ended') return { reads: [], writes: [] };
    // A return gives back what its frame took.
    const holds = state.tasks[actor]!.frames.some((frame) => frame.holds.length > 0);
    return footprint(actor, operationsLeft(program, state, actor, all[actor]!), holds);
  };
};

/** What a task, or a host thread (-1), touches in these operations, and in giving back what it holds. */
const footprintsOf = (
  program: Program,
  rules: Rules,
  possible: Possible,
): ((task: number, operations: ReadonlySet<CompiledOperation>, holds: boolean) => Footprint) => {
  const known = new Map<string, Footprint>();
  return (task, operations, holds) => {
    const key = `${task} ${holds}\n${JSON.stringify([...operations])}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const each = [...operations].map((operation) =>
      operationCells(program, rules, possible, task, operation),
    );
    const id = program.tasks[task];
    const own =
      id === undefined ? [] : [`${program.executors[id.executor]}.queue`, `${id.id}.request`];
    const made = {
      reads: [...new Set(each.flatMap(({ reads }) => reads))],
      writes: [
        ...new Set([
          ...own,
          ...each.flatMap(({ writes }) => writes),
          ...(holds ? holdCells(program, possible) : []),
        ]),
      ],
    };
    known.set(key, made);
    return made;
  };
};

/** Every operation that a task may come to. */
const operationsOf = (
  { choices, tasks, bodies }: Program,
  task: number,
): ReadonlySet<CompiledOperation> => {
  const { may, body } = tasks[task]!;
  if (choices !== null) return new Set(choices.operations.filter((_, i) => may[i]));
  const found = new Set<CompiledOperation>();
  const add = (at: number): void => {
    for (const operation of bodies[at]!.operations) {
      found.add(operation);
      if (operation.op === 'call') add(operation.body);
    }
  };
  add(body);
  return found;
};

const operationsLeft = (
  program: Program,
  state: State,
  task: number,
  all: ReadonlySet<CompiledOperation>,
): ReadonlySet<CompiledOperation> => {
  if (program.choices === null) return all;
  const self = state.tasks[task]!;
  const now = operationAt(program, self);
  return self.left !== 0 ? all : new Set(now === undefined ? [] : [now]);
};

const signalsLeft = (
  { choices, signallers }: Program,
  state: State,
  signaller: number,
): ReadonlySet<CompiledOperation> => {
  const { may, signals, count } = signallers[signaller]!;
  const { at, chosen } = state.signallers[signaller]!;
  if (at >= count) return new Set();
  if (choices === null) return new Set(signals.slice(at));
  return new Set(
    chosen >= 0 ? [choices.signals[chosen]!] : choices.signals.filter((_, i) => may[i]),
  );
};

const possibleIn = (
  program: Program,
  all: readonly ReadonlySet<CompiledOperation>[],
  symmetries: readonly Symmetry[],
): Possible => {
  const { homes, sets, waitables } = program;
  const moves = symmetries.map(({ objects }) => objects['waitables']!);
  // In a state that is kept for another, it may be where one that it stands for began.
  const mayStandFor = (w: number, other: number): boolean =>
    w === other || moves.some((to) => to[other] === w);
  // An operation on a waitable and a set may put the one into the other.
  const joins = all.flatMap((operations) =>
    [...operations].filter(({ waitable, set }) => waitable >= 0 && set >= 0),
  );
  const whoDoes = (does: (operation: CompiledOperation) => boolean): readonly number[] =>
    all.flatMap((operations, task) => ([...operations].some(does) ? [task] : []));
  const taken = all.flatMap((operations) =>
    [...operations].flatMap(({ lock }) => (lock >= 0 ? [lock] : [])),
  );
  return {
    taken: [...new Set(taken)],
    homes: waitables.map((_, w) => [
      ...new Set([
        ...homes.filter((home, other) => home >= 0 && mayStandFor(w, other)),
        ...joins.flatMap(({ waitable, set }) => (waitable === w ? [set] : [])),
      ]),
    ]),
    onSet: sets.map((_, s) => whoDoes(({ op, set }) => isWait(op) && set === s)),
    onWaitable: waitables.map((_, w) =>
      whoDoes(({ op, waitable }) => isWait(op) && waitable === w),
    ),
  };
};

const isProtocol = (op: OperationName): op is Exclude<ProtocolOperation, 'trap'> =>
  (PROTOCOL_OPERATIONS as readonly string[]).includes(op);

const wakeCells = ({ tasks, executors }: Program, list: readonly number[]): readonly string[] =>
  list.flatMap((each) => [`${tasks[each]!.id}.wake`, `${executors[tasks[each]!.executor]}.queue`]);

/** All that taking or giving back any lock may touch. */
const holdCells = (program: Program, { taken }: Possible): readonly string[] =>
  taken.length === 0
    ? []
    : [
        ...taken.map((lock) => `${program.locks[lock]}.lock`),
        ...wakeCells(program, [...program.tasks.keys()]),
      ];

/** All cells that an operation may touch, in any of its steps and wherever its operands may be by then. */
const operationCells = (
  program: Program,
  rules: Rules,
  possible: Possible,
  task: number,
  operation: CompiledOperation,
): Footprint => {
  const names = (cell: Cell): readonly string[] =>
    cellNames(program, possible, task, operation, cell);
  const { op } = operation;
  if (isProtocol(op)) {
    const parts = rules.cells[op].flatMap(({ missing, event, cancel, both }) => [
      missing,
      event,
      cancel,
      both,
    ]);
    return {
      reads: parts.flatMap(({ reads }) => reads.flatMap(names)),
      writes: [
        ...parts.flatMap(({ writes }) => writes.flatMap(names)),
        ...(operation.set >= 0 ? [`${program.sets[operation.set]}.inside`] : []),
      ],
    };
  }
  switch (op) {
    case 'call':
    case 'call-own':
      return { reads: [], writes: [] };
    case 'lock':
    case 'unlock':
    case 'store-borrow':
    case 'store-return':
      return { reads: [], writes: names('holds') };
    case 'leave':
      return { reads: names('waiters'), writes: [...names('members'), ...names('home')] };
    case 'drop':
      return {
        reads: names('event'),
        writes: [
          ...names('members'),
          ...names('waiters'),
          `${program.sets[operation.set]}.inside`,
          ...program.waitables.map((waitable) => `${waitable}.home`),
        ],
      };
    default:
      return op satisfies never;
  }
};

const cellNames = (
  program: Program,
  possible: Possible,
  task: number,
  { set, waitable, task: subject }: CompiledOperation,
  cell: Cell,
): readonly string[] => {
  const { tasks, sets, waitables, executors } = program;
  const homes = waitable < 0 ? [] : possible.homes[waitable]!;
  const about = set < 0 ? homes : [set, ...homes];
  const own = waitable < 0 ? [] : [waitables[waitable]!];
  const wakes = (list: readonly number[]): readonly string[] => wakeCells(program, list);
  switch (cell) {
    case 'event':
      return waitable >= 0
        ? [`${waitables[waitable]}.event`]
        : waitables.filter((_, w) => possible.homes[w]!.includes(set)).map((w) => `${w}.event`);
    case 'request':
      return [task, subject]
        .filter((each) => each >= 0)
        .map((each) => `${tasks[each]!.id}.request`);
    case 'members':
      return about.map((each) => `${sets[each]}.members`);
    case 'waiters':
      return [...about.map((each) => `${sets[each]}.waiters`), ...own.map((w) => `${w}.waiters`)];
    case 'home':
      return own.map((w) => `${w}.home`);
    case 'roles':
      return own.flatMap((w) => [`${w}.home`, `${w}.waiters`]);
    case 'holds':
      return holdCells(program, possible);
    case 'words':
      return [...about.map((each) => sets[each]!), ...own].map((name) => `${name}.words`);
    case 'own-wake':
      return task < 0 ? [] : [`${tasks[task]!.id}.wake`];
    case 'next-wake':
    case 'all-wakes':
    case 'one-more':
      return wakes([
        ...about.flatMap((each) => possible.onSet[each]!),
        ...(waitable < 0 ? [] : possible.onWaitable[waitable]!),
        ...(subject < 0 ? [] : [subject]),
      ]);
    case 'queue':
      return task < 0 ? [] : [`${executors[tasks[task]!.executor]}.queue`];
    default:
      return cell satisfies never;
  }
};
