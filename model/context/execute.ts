import { park, requeue, unpark } from './executor.ts';
import type { Condition, Instruction, SimpleInstruction } from './protocol.ts';
import type { TrapReason } from './runtime.ts';
import { pendingFor } from './state.ts';
import { actorId, operandId, remembered, seenBy, taskOf, type OperationTurn } from './turn.ts';

/** How a list of instructions ends: it ran out, or the step or operation is over. */
export type Control =
  | { readonly kind: 'ran-out' }
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
  if ('check' in instruction) return check(turn, instruction.check);
  if ('guard' in instruction) return guard(turn, instruction.guard);
  if ('unpark' in instruction) return unparkNext(turn, false);
  if ('goto' in instruction) {
    return instruction.goto === 'done' ? done(turn) : { kind: 'goto', label: instruction.goto };
  }
  return holds(turn, instruction.branch) ? execute(turn, instruction.do) : RAN_OUT;
};

const executeSimple = (turn: OperationTurn, instruction: SimpleInstruction): Control => {
  switch (instruction) {
    case 'register':
      return register(turn);
    case 'deregister':
      return deregister(turn);
    case 'deliver':
      return deliver(turn);
    case 'park':
      return parkUnlessToken(turn);
    case 'clear-token':
      return clearToken(turn);
    case 'requeue':
      requeue(turn, taskOf(turn), turn.operation.op);
      return RAN_OUT;
    case 'mark':
      return mark(turn);
    case 'link':
      return link(turn);
    case 'look':
      return look(turn);
    case 'unpark':
      return unparkNext(turn, true);
    case 'done':
      return done(turn);
    default:
      return instruction satisfies never;
  }
};

const done = ({ activity }: OperationTurn): Control => ({ kind: 'done', got: activity.found });

const holds = ({ state, operation, activity }: OperationTurn, condition: Condition): boolean => {
  switch (condition) {
    case 'event':
      return state.waitables[operation.waitable]?.event === true;
    case 'no-event':
      return state.waitables[operation.waitable]?.event !== true;
    case 'more':
      return activity.toWake.length > 0;
    case 'no-more':
      return activity.toWake.length === 0;
    default:
      return condition satisfies never;
  }
};

const guard = (turn: OperationTurn, cleanUp: readonly Instruction[]): Control => {
  const { rules, state, events, operation } = turn;
  const task = taskOf(turn);
  const { op } = operation;
  if (op !== 'wait' && op !== 'wait-one' && op !== 'poll' && op !== 'yield') return RAN_OUT;
  const answer = rules.guard(remembered(turn, task), op, seenBy(state, task, operation));
  const word = typeof answer === 'string' ? answer : 'trap';
  events.push({ kind: 'guarded', task: actorId(turn), operation: op, answer: word });
  if (answer === 'go') return RAN_OUT;
  execute(turn, cleanUp);
  return answer === 'return' ? { kind: 'done', got: -1 } : { kind: 'trap', reason: answer.trap };
};

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
    const waiters = state.sets[operation.set]!;
    if (!waiters.includes(task)) waiters.push(task);
  } else {
    if (isTaken(turn)) return { kind: 'trap', reason: 'sync-waiter' };
    state.waitables[operation.waitable]!.waiter = task;
  }
  events.push({ kind: 'registered', task: actorId(turn), on: operandId(program, operation)! });
  return RAN_OUT;
};

const deregister = (turn: OperationTurn): Control => {
  const { state, events, operation, program } = turn;
  const task = taskOf(turn);
  if (operation.set >= 0) {
    state.sets[operation.set] = state.sets[operation.set]!.filter((other) => other !== task);
  } else if (state.waitables[operation.waitable]!.waiter === task) {
    state.waitables[operation.waitable]!.waiter = -1;
  }
  events.push({ kind: 'deregistered', task: actorId(turn), on: operandId(program, operation)! });
  return RAN_OUT;
};

/** The pending event that this turn takes: the one that the schedule chose, or the first. */
const choose = ({ state, operation, choice }: OperationTurn): number => {
  const pending = pendingFor(state, operation);
  return pending.includes(choice) ? choice : (pending[0] ?? -1);
};

const check = (turn: OperationTurn, found: readonly Instruction[]): Control => {
  const { program, events, operation, activity } = turn;
  if (isTaken(turn)) return { kind: 'trap', reason: 'sync-waiter' };
  const waitable = choose(turn);
  activity.found = waitable;
  events.push({
    kind: 'checked',
    task: actorId(turn),
    on: operandId(program, operation)!,
    found: program.waitables[waitable] ?? null,
  });
  return waitable >= 0 ? execute(turn, found) : RAN_OUT;
};

/** Hands out what `check` found, even if it has gone since; without a check, whatever is pending now. */
const deliver = (turn: OperationTurn): Control => {
  const { program, state, events, operation, activity } = turn;
  if (activity.found < 0) activity.found = choose(turn);
  const waitable = state.waitables[activity.found];
  if (waitable === undefined) return RAN_OUT;
  waitable.event = false;
  events.push({
    kind: 'delivered',
    task: actorId(turn),
    operation: operation.op,
    on: operandId(program, operation)!,
    waitable: program.waitables[activity.found]!,
  });
  return RAN_OUT;
};

const parkUnlessToken = (turn: OperationTurn): Control => {
  const { program, state, events, operation } = turn;
  if (state.tasks[taskOf(turn)]!.token) return clearToken(turn);
  events.push({
    kind: 'parked',
    task: actorId(turn),
    operation: operation.op,
    on: operandId(program, operation),
  });
  park(turn, taskOf(turn), operation.op);
  return RAN_OUT;
};

const clearToken = (turn: OperationTurn): Control => {
  const task = turn.state.tasks[taskOf(turn)]!;
  if (task.token) turn.events.push({ kind: 'token-cleared', task: actorId(turn) });
  task.token = false;
  return RAN_OUT;
};

const mark = (turn: OperationTurn): Control => {
  const { program, state, events, operation } = turn;
  state.waitables[operation.waitable]!.event = true;
  const waitable = program.waitables[operation.waitable]!;
  events.push({ kind: 'signalled', by: actorId(turn), waitable });
  return RAN_OUT;
};

const link = (turn: OperationTurn): Control => {
  const { program, state, events, operation } = turn;
  const waitable = state.waitables[operation.waitable]!;
  if (waitable.waiter >= 0) return { kind: 'trap', reason: 'sync-waiter' };
  waitable.home = operation.set;
  events.push({
    kind: 'joined',
    by: actorId(turn),
    waitable: program.waitables[operation.waitable]!,
    set: program.sets[operation.set]!,
  });
  return RAN_OUT;
};

const look = (turn: OperationTurn): Control => {
  const { program, state, events, operation, activity } = turn;
  const { home, waiter } = state.waitables[operation.waitable]!;
  activity.toWake = home >= 0 ? [...state.sets[home]!] : waiter >= 0 ? [waiter] : [];
  events.push({
    kind: 'looked',
    by: actorId(turn),
    waitable: program.waitables[operation.waitable]!,
    found: activity.toWake.map((task) => program.tasks[task]!.id),
  });
  return RAN_OUT;
};

const unparkNext = (turn: OperationTurn, token: boolean): Control => {
  const target = turn.activity.toWake.shift();
  if (target !== undefined) unpark(turn, target, actorId(turn), token);
  return RAN_OUT;
};
