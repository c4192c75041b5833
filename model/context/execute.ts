import { park, requeue } from './executor.ts';
import { acquire, release } from './locks.ts';
import type { OperationName } from './operations.ts';
import { GUARDED, type Condition, type Instruction, type SimpleInstruction } from './protocol.ts';
import type { TrapReason } from './runtime.ts';
import { CANCEL, anyPendingFor, cancelDue, pendingFor, placeOf } from './state.ts';
import { actorId, askGuard, operandId, taskOf, type OperationTurn } from './turn.ts';
import { look, pop, unparkNext, wakeOneMore } from './wakes.ts';

/** How a list of instructions ends: it ran out, the step is done again later, or step or operation are over. */
export type Control =
  | { readonly kind: 'ran-out' }
  | { readonly kind: 'again' }
  | { readonly kind: 'goto'; readonly label: string }
  | { readonly kind: 'done'; readonly got: number }
  | { readonly kind: 'trap'; readonly reason: TrapReason };

const RAN_OUT: Control = { kind: 'ran-out' };

/** Does the instructions of one atomic step, in order. Writes to the turn's state and events. */
export const execute = (turn: OperationTurn, list: readonly Instruction[]): Control => {
  for (const instruction of list) {
    const control =
      typeof instruction === 'string'
        ? executeSimple(turn, instruction)
        : executeForm(turn, instruction);
    if (control.kind !== 'ran-out') return control;
  }
  return RAN_OUT;
};

const executeForm = (turn: OperationTurn, instruction: Exclude<Instruction, string>): Control => {
  if ('check' in instruction) {
    if (!('do' in instruction)) return check(turn, instruction.check, false);
    return instruction.check === 'progress'
      ? check(turn, instruction.do, true)
      : checkCancel(turn, instruction.check, instruction.do);
  }
  if ('guard' in instruction) return guard(turn, instruction.guard);
  if ('branch' in instruction) {
    return holds(turn, instruction.branch) ? execute(turn, instruction.do) : RAN_OUT;
  }
  if ('goto' in instruction) {
    return instruction.goto === 'done' ? done(turn) : { kind: 'goto', label: instruction.goto };
  }
  if ('link' in instruction) return link(turn, false);
  if ('look' in instruction) look(turn, instruction.look);
  else if ('unpark' in instruction) unparkNext(turn, false);
  else if ('load' in instruction)
    turn.activity.loaded = wordsHere(turn)[wordAt(turn, instruction.load)]!;
  else if ('store' in instruction) {
    wordsHere(turn)[wordAt(turn, instruction.store)] = instruction.value;
  } else wordsHere(turn)[wordAt(turn, instruction.add)]! += instruction.by;
  return RAN_OUT;
};

const executeSimple = (turn: OperationTurn, instruction: SimpleInstruction): Control => {
  const control = SIMPLE[instruction](turn);
  // What is over when it is done answers nothing: the step goes on.
  return control ?? RAN_OUT;
};

const done = ({ activity }: OperationTurn): Control => ({ kind: 'done', got: activity.found });

const wordsHere = ({ state, operation }: OperationTurn): number[] =>
  state.words[placeOf(state, operation)]!.values;

const wordAt = ({ rules }: OperationTurn, word: string): number => rules.words.indexOf(word);

const holds = ({ state, operation, activity }: OperationTurn, condition: Condition): boolean => {
  const waitable = state.waitables[operation.waitable];
  switch (condition) {
    case 'event':
      return waitable?.event === true;
    case 'no-event':
      return waitable?.event !== true;
    case 'more':
      return activity.toWake.length > 0;
    case 'no-more':
      return activity.toWake.length === 0;
    case 'zero':
      return activity.loaded === 0;
    case 'nonzero':
      return activity.loaded !== 0;
    case 'in-set':
      return waitable !== undefined && waitable.home >= 0;
    case 'in-no-set':
      return waitable === undefined || waitable.home < 0;
    default:
      return condition satisfies never;
  }
};

const guard = (turn: OperationTurn, cleanUp: readonly Instruction[]): Control => {
  const { operation } = turn;
  const { op } = operation;
  if (!isGuarded(op)) return RAN_OUT;
  const answer = askGuard(turn, taskOf(turn), operation, op);
  if (answer === 'go') return RAN_OUT;
  execute(turn, cleanUp);
  return answer === 'return' ? { kind: 'done', got: -1 } : { kind: 'trap', reason: answer.trap };
};

const isGuarded = (op: OperationName): op is (typeof GUARDED)[number] =>
  (GUARDED as readonly OperationName[]).includes(op);

/**
 * Whether a waitable cannot be waited on alone: it is in a set, or somebody else waits on it. Whichever of check and
 * register comes first must not let that pass.
 */
const isTaken = (turn: OperationTurn): boolean => {
  const { state, operation } = turn;
  if (operation.set >= 0) return false;
  const { home, waiter } = state.waitables[operation.waitable]!;
  return home >= 0 || (waiter >= 0 && waiter !== taskOf(turn));
};

const register = (turn: OperationTurn): Control => {
  const { state, events, operation, program } = turn;
  const task = taskOf(turn);
  if (operation.set >= 0) {
    const { waiters } = state.sets[operation.set]!;
    if (!waiters.includes(task)) waiters.push(task);
  } else {
    if (isTaken(turn)) return { kind: 'trap', reason: 'sync-waiter' };
    state.waitables[operation.waitable]!.waiter = task;
  }
  events.push({ kind: 'registered', task: actorId(turn), on: operandId(program, operation)! });
  return RAN_OUT;
};

const deregister = (turn: OperationTurn): void => {
  const { state, events, operation, program } = turn;
  const task = taskOf(turn);
  const set = state.sets[operation.set];
  if (set !== undefined) set.waiters = set.waiters.filter((other) => other !== task);
  else if (state.waitables[operation.waitable]!.waiter === task) {
    state.waitables[operation.waitable]!.waiter = -1;
  }
  events.push({ kind: 'deregistered', task: actorId(turn), on: operandId(program, operation)! });
};

/** The pending event that this turn takes: the one that the schedule chose, or the first. */
const choose = ({ choice }: OperationTurn, pending: readonly number[]): number =>
  pending.includes(choice) ? choice : (pending[0] ?? -1);

const check = (turn: OperationTurn, found: readonly Instruction[], any: boolean): Control => {
  const { state, events, operation, program, activity } = turn;
  if (isTaken(turn)) return { kind: 'trap', reason: 'sync-waiter' };
  const waitable = choose(
    turn,
    any ? anyPendingFor(state, operation) : pendingFor(state, operation),
  );
  events.push({
    kind: 'checked',
    task: actorId(turn),
    on: operandId(program, operation)!,
    found: program.waitables[waitable] ?? null,
  });
  if (waitable < 0) return RAN_OUT;
  activity.found = waitable;
  return execute(turn, found);
};

const checkCancel = (
  turn: OperationTurn,
  form: 'cancel' | 'request',
  found: readonly Instruction[],
): Control => {
  const { state, operation, activity } = turn;
  if (!cancelDue(state, taskOf(turn), form, operation)) return RAN_OUT;
  activity.found = CANCEL;
  return execute(turn, found);
};

const deliver = (turn: OperationTurn): Control => {
  const { program, state, events, operation, activity } = turn;
  const task = actorId(turn);
  if (activity.found === CANCEL) {
    state.tasks[taskOf(turn)]!.cancel = 'taken';
    events.push({ kind: 'cancelled', task, operation: operation.op });
    return RAN_OUT;
  }
  const waitable =
    activity.found >= 0 ? activity.found : choose(turn, pendingFor(state, operation));
  if (waitable < 0) return RAN_OUT;
  activity.found = waitable;
  state.waitables[waitable]!.event = false;
  events.push({
    kind: 'delivered',
    task,
    operation: operation.op,
    on: operandId(program, operation) ?? '',
    waitable: program.waitables[waitable]!,
  });
  return RAN_OUT;
};

const parkUnlessToken = (turn: OperationTurn): Control => {
  const { program, state, events, operation } = turn;
  const task = state.tasks[taskOf(turn)]!;
  if (task.token) {
    clearToken(turn);
    return RAN_OUT;
  }
  events.push({
    kind: 'parked',
    task: actorId(turn),
    operation: operation.op,
    on: operandId(program, operation),
  });
  park(turn, taskOf(turn), operation.op);
  return RAN_OUT;
};

const clearToken = (turn: OperationTurn): void => {
  const task = turn.state.tasks[taskOf(turn)]!;
  if (task.token) turn.events.push({ kind: 'token-cleared', task: actorId(turn) });
  task.token = false;
};

const mark = (turn: OperationTurn): void => {
  const { program, state, events, operation } = turn;
  state.waitables[operation.waitable]!.event = true;
  const waitable = program.waitables[operation.waitable]!;
  events.push({ kind: 'signalled', by: actorId(turn), waitable });
};

/** Requests that the task be cancelled. Before it begins, once it has returned, and a second time: nothing. */
const markRequest = (turn: OperationTurn): void => {
  const { program, state, events, operation, activity } = turn;
  const target = state.tasks[operation.task]!;
  activity.toWake = [];
  if (target.frames.length === 0 || target.cancel !== 'none' || target.status === 'ended') return;
  target.cancel = 'requested';
  activity.toWake = [operation.task];
  const task = program.tasks[operation.task]!.id;
  events.push({ kind: 'cancel-requested', by: actorId(turn), task });
};

const link = (turn: OperationTurn, checked: boolean): Control => {
  const { program, state, events, operation } = turn;
  const waitable = state.waitables[operation.waitable]!;
  if (checked && waitable.waiter >= 0) return { kind: 'trap', reason: 'sync-waiter' };
  waitable.home = operation.set;
  events.push({
    kind: 'joined',
    by: actorId(turn),
    waitable: program.waitables[operation.waitable]!,
    set: program.sets[operation.set]!,
  });
  return RAN_OUT;
};

/** They make up the protocol of a trap, which `steps.ts` follows, and stand nowhere else. */
const inTrapsAlone = (): void => undefined;

const SIMPLE: Readonly<Record<SimpleInstruction, (turn: OperationTurn) => Control | void>> = {
  register,
  deregister,
  deliver,
  release: (turn) => release(turn, taskOf(turn)),
  acquire: (turn) =>
    acquire(turn, taskOf(turn), [], turn.operation.op) ? RAN_OUT : { kind: 'again' },
  park: parkUnlessToken,
  'clear-token': clearToken,
  requeue: (turn) => requeue(turn, taskOf(turn), turn.operation.op),
  mark: (turn) => (turn.operation.task < 0 ? mark(turn) : markRequest(turn)),
  link: (turn) => link(turn, true),
  look: (turn) => look(turn, Number.POSITIVE_INFINITY),
  pop,
  unpark: (turn) => unparkNext(turn, true),
  'wake-one-more': wakeOneMore,
  close: inTrapsAlone,
  'put-back': inTrapsAlone,
  done,
};
