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
  self.activity ??= begin();
  const operation = signals[self.at]!;
  const control = run(turn, operation, self.activity, rules.protocols.signal);
  if (control.kind === 'ran-out') return;
  self.activity = null;
  self.at += 1;
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
  const { program, rules, state, events } = turn;
  const self = state.tasks[task]!;
  const { op } = operation;
  const waits = op === 'wait' || op === 'wait-one';
  const on = operandId(program, operation);
  if (self.activity === null) {
    self.activity = begin();
    if (waits) events.push({ kind: 'wait-called', task: actorId(turn), operation: op, on: on! });
  }
  if (op === 'call' || op === 'leave') return;
  const control = run(turn, operation, self.activity, rules.protocols[op]);
  if (control.kind === 'trap') return trap(turn, operation, control.reason);
  if (control.kind !== 'done') return;
  self.activity = null;
  self.frames.at(-1)!.at += 1;
  const got = program.waitables[control.got] ?? null;
  if (waits)
    events.push({ kind: 'wait-returned', task: actorId(turn), operation: op, on: on!, got });
  if (op === 'poll') events.push({ kind: 'polled', task: actorId(turn), set: on!, got });
  if (op === 'yield') events.push({ kind: 'yielded', task: actorId(turn) });
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
