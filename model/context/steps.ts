import { execute, type Control } from './execute.ts';
import { askVerdict, end, resume } from './executor.ts';
import { nextMove } from './moves.ts';
import type { CompiledOperation } from './program.ts';
import type { Protocol } from './protocol.ts';
import type { TrapReason } from './runtime.ts';
import type { Activity } from './state.ts';
import { actorId, operandId, probe, remembered, type Turn } from './turn.ts';

const begin = (): Activity => ({ step: 0, toWake: [], found: -1 });

/** Does the next step of a task; if its executor has just picked it, it resumes first, as one action. */
export const stepTask = (turn: Turn, task: number): void => {
  const { program, state } = turn;
  const self = state.tasks[task]!;
  if (self.status === 'ready') resume(turn, task);
  const move = nextMove(program, state, { task });
  switch (move.kind) {
    case 'enter':
      return enter(turn, task, move.body);
    case 'return':
      return leave(turn, task);
    case 'call':
      self.frames.at(-1)!.at += 1;
      return enter(turn, task, move.operation.body);
    case 'leave':
      return leaveSet(turn, task, move.operation);
    case 'protocol':
      return stepOperation(turn, task, move.operation);
    default:
      return move satisfies never;
  }
};

/** Does the next step of a signaller. Its end may leave a runtime without any source of wakes. */
export const stepSignaller = (turn: Turn, signaller: number): void => {
  const { program, rules, state } = turn;
  const self = state.signallers[signaller]!;
  const { signals } = program.signallers[signaller]!;
  const operation = signals[self.at]!;
  if (self.activity === null) {
    self.activity = begin();
    called(turn, operation);
  }
  const control = run(turn, operation, self.activity, rules.protocols.signal);
  if (control.kind === 'ran-out') return;
  self.activity = null;
  self.at += 1;
  returned(turn, operation, null);
  if (self.at < signals.length) return;
  turn.events.push({ kind: 'source-ended', source: actorId(turn) });
  askVerdict(turn);
};

const enter = (turn: Turn, task: number, body: number): void => {
  const { program, rules, state, events } = turn;
  const { frame } = program.bodies[body]!;
  state.tasks[task]!.frames.push({ body, at: 0 });
  remember(turn, task, rules.enter(remembered(turn, task), frame));
  events.push({
    kind: 'entered',
    task: actorId(turn),
    frame: frame.kind,
    ...(frame.fibre === undefined ? {} : { fibre: frame.fibre }),
  });
  probe(turn, task);
};

const leave = (turn: Turn, task: number): void => {
  const { program, rules, state, events } = turn;
  const { frames } = state.tasks[task]!;
  const { frame } = program.bodies[frames.pop()!.body]!;
  remember(turn, task, rules.leave(remembered(turn, task), frame));
  events.push({ kind: 'left', task: actorId(turn), frame: frame.kind });
  if (frames.length > 0) probe(turn, task);
  else end(turn, task);
};

const remember = ({ rules, state }: Turn, task: number, value: string): void => {
  if (rules.runtime.bookkeeping.per === 'task') state.tasks[task]!.remembered = value;
  else state.store = value;
};

const leaveSet = (turn: Turn, task: number, operation: CompiledOperation): void => {
  const { program, state, events } = turn;
  const waitable = state.waitables[operation.waitable]!;
  if (waitable.waiter >= 0) return trap(turn, operation, 'sync-waiter');
  waitable.home = -1;
  const name = program.waitables[operation.waitable]!;
  events.push({ kind: 'left-set', by: actorId(turn), waitable: name });
  state.tasks[task]!.frames.at(-1)!.at += 1;
};

const stepOperation = (turn: Turn, task: number, operation: CompiledOperation): void => {
  const { program, rules, state } = turn;
  const self = state.tasks[task]!;
  const { op } = operation;
  if (op === 'call' || op === 'leave') return;
  if (self.activity === null) {
    self.activity = begin();
    called(turn, operation);
  }
  const control = run(turn, operation, self.activity, rules.protocols[op]);
  if (control.kind === 'trap') return trap(turn, operation, control.reason);
  if (control.kind !== 'done') return;
  self.activity = null;
  self.frames.at(-1)!.at += 1;
  returned(turn, operation, program.waitables[control.got] ?? null);
};

/** Tells that an operation begins. A poll and a yield are told by their end alone. */
const called = (turn: Turn, operation: CompiledOperation): void => {
  const { program, events } = turn;
  const { op } = operation;
  const actor = actorId(turn);
  const waitable = program.waitables[operation.waitable]!;
  if (op === 'wait' || op === 'wait-one') {
    const on = operandId(program, operation)!;
    events.push({ kind: 'wait-called', task: actor, operation: op, on });
  } else if (op === 'signal') {
    events.push({ kind: 'signal-called', by: actor, waitable });
  } else if (op === 'join') {
    events.push({ kind: 'join-called', by: actor, waitable, set: program.sets[operation.set]! });
  }
};

/** Tells that an operation ends, with the waitable whose event it returns or null. */
const returned = (turn: Turn, operation: CompiledOperation, got: string | null): void => {
  const { program, events } = turn;
  const { op } = operation;
  const actor = actorId(turn);
  const on = operandId(program, operation)!;
  const waitable = program.waitables[operation.waitable]!;
  if (op === 'wait' || op === 'wait-one') {
    events.push({ kind: 'wait-returned', task: actor, operation: op, on, got });
  } else if (op === 'poll') {
    events.push({ kind: 'polled', task: actor, set: on, got });
  } else if (op === 'yield') {
    events.push({ kind: 'yielded', task: actor });
  } else if (op === 'signal') {
    events.push({ kind: 'signal-returned', by: actor, waitable });
  } else if (op === 'join') {
    events.push({ kind: 'join-returned', by: actor, waitable, set: program.sets[operation.set]! });
  }
};

/** Does one protocol step. `ran-out`: the operation goes on, and `activity` says where. */
const run = (
  turn: Turn,
  operation: CompiledOperation,
  activity: Activity,
  protocol: Protocol,
): Control => {
  const step = protocol[activity.step]!;
  const { program, rules, state, events, actor, choice } = turn;
  const inside = { program, rules, state, events, actor, choice, operation, activity };
  const control = execute(inside, step.do);
  if (control.kind === 'done' || control.kind === 'trap') return control;
  const target = control.kind === 'goto' ? control.label : step.next;
  if (target === 'done') return { kind: 'done', got: activity.found };
  activity.step =
    target === undefined ? activity.step + 1 : protocol.findIndex(({ label }) => label === target);
  return activity.step < protocol.length
    ? { kind: 'ran-out' }
    : { kind: 'done', got: activity.found };
};

/** A trap ends the run of the store. */
const trap = (turn: Turn, operation: CompiledOperation, reason: TrapReason): void => {
  turn.state.over = `trap ${reason}`;
  turn.events.push({ kind: 'trapped', task: actorId(turn), operation: operation.op, reason });
};
