import { frameName } from './frames.ts';
import { contextKey } from './plain-frames.ts';
import { OPERATIONS } from './operations.ts';
import type { Choices, CompiledOperation, Program } from './program.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** Something that an open actor may do next: the word for it, and its number as a turn has it. */
export interface Option {
  readonly word: string;
  readonly chosen: number;
}

const NOTHING_TO_CHOOSE: readonly Option[] = [{ word: '', chosen: -1 }];

/** What an actor may do next: the one thing that its program says or, for an open one, whatever makes sense. */
export const optionsOf = (
  program: Program,
  state: State,
  actor: Turn['actor'],
): readonly Option[] => {
  const { choices } = program;
  if (choices === null) return NOTHING_TO_CHOOSE;
  if ('signaller' in actor) {
    const { may } = program.signallers[actor.signaller]!;
    return state.signallers[actor.signaller]!.chosen >= 0
      ? NOTHING_TO_CHOOSE
      : choices.signals.flatMap((signal, chosen) =>
          may[chosen] === true && isThere(state, signal.task)
            ? [{ word: wordOf(program, signal), chosen }]
            : [],
        );
  }
  const { task } = actor;
  const { chosen, frames, returned, activity, remembered } = state.tasks[task]!;
  const { store } = program.tasks[task]!;
  const goesOn =
    chosen >= 0 || returned || (activity === null && state.stores[store]!.over !== 'no');
  if (goesOn) return NOTHING_TO_CHOOSE;
  if (frames.length === 0) {
    const worth = choices.worth?.get(contextKey([], remembered));
    return choices.bases
      .filter((body) => worth?.has(body) !== false)
      .map((body) => ({ word: frameName(program.bodies[body]!.frame), chosen: body }));
  }
  return [...operationsFor(program, choices, state, task), { word: 'return', chosen: -1 }];
};

/** The number of what an open actor goes for, by its word. Whether it makes sense is not asked: that is the others' state. */
export const chosenBy = (
  program: Program,
  state: State,
  actor: Turn['actor'],
  word: string,
): number => {
  const { choices, bodies } = program;
  if (choices === null) return -1;
  const numberIn = (list: readonly CompiledOperation[]): number =>
    list.findIndex((each) => wordOf(program, each) === word);
  if ('signaller' in actor) return numberIn(choices.signals);
  return state.tasks[actor.task]!.frames.length > 0
    ? numberIn(choices.operations)
    : (choices.bases.find((body) => frameName(bodies[body]!.frame) === word) ?? -1);
};

const NO_TOTAL = { calls: null, operations: null, work: null };

const operationsFor = (
  program: Program,
  { operations, depth, stores, worth }: Choices,
  state: State,
  task: number,
): readonly Option[] => {
  const { left, frames, remembered } = state.tasks[task]!;
  const [total = NO_TOTAL] = state.totals;
  if (left === 0 || total.work === 0) return [];
  const enters = worth?.get(
    contextKey(
      frames.map(({ body }) => body),
      remembered,
    ),
  );
  const top = frames.at(-1)!;
  const onHost = program.bodies[top.body]!.frame.kind === 'host';
  const has = (lock: number): boolean => frames.some(({ holds }) => holds.includes(lock));
  // Sets, waitables and locks belong to one store each; only signals, cancels and calls cross stores.
  const { store, may } = program.tasks[task]!;
  const isAtHome = (operation: CompiledOperation): boolean =>
    (['set', 'waitable', 'lock'] as const).every(
      (kind) => operation[kind] < 0 || stores[kind][operation[kind]] === store,
    );
  const makesSense = (operation: CompiledOperation): boolean => {
    const { op, waitable, task: subject, lock, body } = operation;
    const owner = waitable < 0 ? -1 : subtaskOf(program, waitable);
    if ((op === 'call' ? total.calls : total.operations) === 0) return false;
    if (owner >= 0 && program.tasks[owner]!.owner !== task) return false;
    if (op !== 'signal' && !isAtHome(operation)) return false;
    switch (op) {
      case 'call':
        return frames.length < depth && enters?.has(body) !== false;
      case 'signal':
        return true;
      case 'store-borrow':
        return onHost && !has(lock);
      case 'store-return':
        return onHost && top.holds.includes(lock);
      case 'lock':
        return !onHost && !has(lock);
      case 'unlock':
        return !onHost && top.holds.includes(lock);
      case 'call-own':
        return !onHost && program.tasks[subject]!.owner === task && !isThere(state, subject);
      case 'wait':
      case 'wait-one':
      case 'poll':
      case 'yield':
      case 'join':
      case 'leave':
      case 'drop':
      case 'cancel':
      case 'cancel-subtask':
        return !onHost && isThere(state, owner) && isThere(state, subject);
      default:
        return op satisfies never;
    }
  };
  return operations.flatMap((operation, chosen) =>
    may[chosen] === true && makesSense(operation)
      ? [{ word: wordOf(program, operation), chosen }]
      : [],
  );
};

/** Whether a task, if one is meant, has been called or starts by itself: a subtask that nobody calls is no task. */
const isThere = ({ tasks }: State, task: number): boolean => tasks[task]?.status !== 'uncalled';

/** The task that a waitable is, or -1. */
const subtaskOf = ({ tasks }: Program, waitable: number): number =>
  tasks.findIndex((task) => task.waitable === waitable);

/** The words of operations, of which a search asks for the same ones at each step. */
const words = new WeakMap<CompiledOperation, string>();

/** An operation in a word that tells it from all others of its program. */
export const wordOf = (program: Program, operation: CompiledOperation): string => {
  const known = words.get(operation);
  if (known !== undefined) return known;
  const { op, set, waitable, task, lock, body, cancellable } = operation;
  const frame = program.bodies[body]?.frame;
  const word = [
    op,
    frame && frameName(frame),
    program.tasks[task]?.id ?? program.waitables[waitable],
    program.sets[set],
    OPERATIONS[op].frames === 'host' ? undefined : program.locks[lock],
    cancellable ? 'cancellable' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
  words.set(operation, word);
  return word;
};
