import type { Symmetry } from '../machine.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { State } from './state.ts';

/** Where each task, waitable and so on goes: its index, by its index now. */
interface Renaming {
  readonly task: readonly number[];
  readonly signaller: readonly number[];
  readonly waitable: readonly number[];
  readonly executor: readonly number[];
  readonly operation: readonly number[];
  readonly signal: readonly number[];
}

/** The most permutations to tell: beyond, those of waitables are left out, then all. */
const SYMMETRIES_MAX = 150;

/**
 * The permutations of tasks, waitables and host threads that leave an open program as it is; the identity is not
 * among them. A closed program has none that are worth a search.
 */
export const symmetriesOf = (program: Program): readonly Symmetry[] => {
  const { tasks, signallers, waitables, choices } = program;
  if (choices === null) return [];
  const identity = waitables.map((_, i) => i);
  const own = permutations(waitables.length).filter((to) => keepsWaitables(program, to));
  const found = permutations(tasks.length).flatMap((task) => {
    const executor = executorsUnder(program, task);
    if (executor === undefined) return [];
    return own.flatMap((waitable) => {
      const choices = choicesUnder(program, { task, executor, waitable });
      if (choices === undefined) return [];
      return permutations(signallers.length)
        .filter((signaller) => keepsSignallers(program, signaller, choices))
        .map((signaller): Renaming => ({ ...choices, signaller }));
    });
  });
  const few =
    found.length <= SYMMETRIES_MAX
      ? found
      : found.filter(({ waitable }) => waitable.join() === identity.join());
  return few.length > SYMMETRIES_MAX ? [] : few.slice(1).map((each) => symmetryOf(program, each));
};

/** A list with one thing more, in every place, the last first. */
const insert = (rest: readonly number[], item: number): readonly (readonly number[])[] =>
  Array.from({ length: rest.length + 1 }, (_, i) => rest.toSpliced(rest.length - i, 0, item));

/** All permutations, the identity first; of more than five things only the identity. */
const permutations = (count: number): readonly (readonly number[])[] => {
  const identity = Array.from({ length: count }, (_, i) => i);
  if (count > 5) return [identity];
  return identity.reduce<readonly (readonly number[])[]>(
    (all, item) => all.flatMap((rest) => insert(rest, item)),
    [[]],
  );
};

/** Waitables of one store are alike, but for subtasks, which go where their tasks go. */
const keepsWaitables = ({ tasks, choices }: Program, to: readonly number[]): boolean =>
  to.every(
    (target, i) =>
      choices!.stores.waitable[target] === choices!.stores.waitable[i] &&
      (target === i || tasks.every(({ waitable }) => waitable !== i && waitable !== target)),
  );

/** Where executors go when tasks go there; undefined where tasks of one executor would part, or do not fit. */
const executorsUnder = (
  { tasks, executors }: Program,
  to: readonly number[],
): readonly number[] | undefined => {
  const target = executors.map((_, i) => i);
  const set = new Set<number>();
  for (const [i, { executor, store, waitable, owner }] of tasks.entries()) {
    const other = tasks[to[i]!]!;
    // A subtask stays itself, and so does whoever may call it.
    if (other.store !== store) return undefined;
    if (to[i] !== i && (waitable >= 0 || other.waitable >= 0)) return undefined;
    if (owner >= 0 && to[owner] !== owner) return undefined;
    if (set.has(executor) && target[executor] !== other.executor) return undefined;
    set.add(executor);
    target[executor] = other.executor;
  }
  return new Set(target).size === target.length ? target : undefined;
};

/** Where what can be chosen goes; undefined where a task could do more or less in another's place. */
const choicesUnder = (
  { tasks, choices }: Program,
  renaming: Pick<Renaming, 'task' | 'executor' | 'waitable'>,
): Omit<Renaming, 'signaller'> | undefined => {
  const targets = (list: readonly CompiledOperation[]): readonly number[] =>
    list.map((each) => {
      const renamed = JSON.stringify({
        ...each,
        task: each.task < 0 ? -1 : renaming.task[each.task],
        waitable: each.waitable < 0 ? -1 : renaming.waitable[each.waitable],
      });
      return list.findIndex((other) => JSON.stringify(other) === renamed);
    });
  const operation = targets(choices!.operations);
  const signal = targets(choices!.signals);
  const alike = tasks.every(({ may }, i) =>
    operation.every((target, j) => tasks[renaming.task[i]!]!.may[target] === may[j]),
  );
  return alike ? { ...renaming, operation, signal } : undefined;
};

/** Whether each host thread could do the same in the place where it goes. */
const keepsSignallers = (
  { signallers }: Program,
  to: readonly number[],
  { signal }: Pick<Renaming, 'signal'>,
): boolean =>
  signallers.every(({ may }, i) =>
    signal.every((target, j) => signallers[to[i]!]!.may[target] === may[j]),
  );

const named = (
  ids: readonly string[],
  to: readonly number[],
): readonly (readonly [string, string])[] => ids.map((id, i) => [id, ids[to[i]!]!]);

/** Where the objects of each group of a state go. */
const objectsUnder = (
  program: Program,
  { task, signaller, waitable, executor }: Renaming,
): Readonly<Record<keyof State, readonly number[]>> => ({
  tasks: task,
  signallers: signaller,
  executors: executor,
  waitables: waitable,
  sets: same(program.sets),
  locks: same(program.locks),
  words: [...same(program.sets), ...waitable.map((i) => program.sets.length + i)],
  stores: same(program.stores),
  totals: [0],
});

const same = (list: readonly unknown[]): readonly number[] => list.map((_, i) => i);

const symmetryOf = (program: Program, renaming: Renaming): Symmetry => {
  const { task, signaller, waitable, executor } = renaming;
  return {
    names: new Map([
      ...named(
        program.tasks.map(({ id }) => id),
        task,
      ),
      ...named(
        program.signallers.map(({ id }) => id),
        signaller,
      ),
      ...named(program.waitables, waitable),
      ...named(program.executors, executor),
    ]),
    objects: objectsUnder(program, renaming),
    value: (group, field, value) => renamed(renaming, `${group}.${field}`, value),
  };
};

/** Where an index goes; -1 and below stand for nothing. */
const one = (to: readonly number[], i: number): number => (i < 0 ? i : to[i]!);

const all = (to: readonly number[], list: unknown): readonly number[] =>
  (list as readonly number[]).map((i) => one(to, i));

/** The fields of a state, each with its group. */
type FieldName = {
  [Group in keyof State]: `${Group}.${keyof State[Group][number] & string}`;
}[keyof State];

/** A value of a field, with every index in it where that goes. */
const renamed = (renaming: Renaming, name: string, value: unknown): unknown => {
  const { task, waitable, operation, signal } = renaming;
  const field = name as FieldName;
  switch (field) {
    case 'tasks.activity':
    case 'signallers.activity': {
      if (value === null) return null;
      const activity = value as { readonly toWake: readonly number[]; readonly found: number };
      return {
        ...activity,
        toWake: all(task, activity.toWake),
        found: one(waitable, activity.found),
      };
    }
    case 'tasks.chosen':
      return one(operation, value as number);
    case 'signallers.chosen':
      return one(signal, value as number);
    case 'tasks.caller':
    case 'executors.running':
    case 'waitables.waiter':
    case 'locks.holder':
      return one(task, value as number);
    case 'executors.queue':
    case 'sets.waiters':
    case 'locks.waiters':
      return all(task, value);
    // These name neither a task nor a waitable: the frames of a task hold locks, and locks stay.
    case 'tasks.status':
    case 'tasks.frames':
    case 'tasks.left':
    case 'tasks.token':
    case 'tasks.cancel':
    case 'tasks.returned':
    case 'tasks.lock':
    case 'tasks.remembered':
    case 'signallers.at':
    case 'waitables.event':
    case 'waitables.home':
    case 'sets.dropped':
    case 'words.values':
    case 'stores.remembered':
    case 'stores.over':
    case 'totals.calls':
    case 'totals.operations':
    case 'totals.work':
      return value;
    default:
      field satisfies never;
      throw new Error(`No symmetry is described for the field ${name}.`);
  }
};
