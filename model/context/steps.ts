import { execute, type Control } from './execute.ts';
import { askVerdict, callOwn, closeStore, end, resume, stopRunning } from './executor.ts';
import { acquire, giveUp, release } from './locks.ts';
import { nextMove, type Move } from './moves.ts';
import type { CompiledOperation } from './program.ts';
import type { TrapReason } from './runtime.ts';
import { isOver, type Activity } from './state.ts';
import { called, returned } from './tell.ts';
import { actorId, askGuard, probe, remembered, seenByDrop, storeOf, type Turn } from './turn.ts';

const begin = (): Activity => ({ step: 0, toWake: [], found: -1, loaded: 0 });

/** Does the next step of a task; if its executor has just picked it, it resumes first, as one action. */
export const stepTask = (turn: Turn, task: number): void => {
  const { program, state, chosen } = turn;
  const self = state.tasks[task]!;
  if (self.status === 'ready') resume(turn, task);
  const move = nextMove(program, state, { task }, chosen);
  if (chosen >= 0 && 'operation' in move) {
    self.chosen = chosen;
    spend(turn, task, move.operation);
  }
  switch (move.kind) {
    case 'enter':
      return enter(turn, task, move.body);
    case 'return':
      return leave(turn, task);
    case 'stop':
      return stopRunning(turn, task);
    case 'protocol':
      return stepOperation(turn, task, move);
    case 'single':
      return stepAtOnce(turn, task, move);
    default:
      return move satisfies never;
  }
};

/** An open task begins an operation: it may begin fewer from now on, unless it may begin any number. */
const spend = ({ state }: Turn, task: number, { op }: CompiledOperation): void => {
  const self = state.tasks[task]!;
  if (self.left > 0) self.left -= 1;
  const kinds = [op === 'call' ? 'calls' : 'operations', 'work'] as const;
  for (const total of state.totals) {
    for (const kind of kinds) {
      const left = total[kind];
      if (left !== null) total[kind] = left - 1;
    }
  }
};

/** `task` is past the operation that it was at. */
const advance = ({ program, state }: Turn, task: number): void => {
  const self = state.tasks[task]!;
  if (program.choices === null) self.frames.at(-1)!.at += 1;
  else self.chosen = -1;
};

/** Does an operation that is one step. */
const stepAtOnce = (
  turn: Turn,
  task: number,
  { op, operation }: Extract<Move, { kind: 'single' }>,
): void => {
  const frame = turn.state.tasks[task]!.frames.at(-1)!;
  switch (op) {
    case 'call':
      advance(turn, task);
      return enter(turn, task, operation.body);
    case 'call-own':
      return call(turn, task, operation);
    case 'leave':
      return leaveSet(turn, task, operation);
    case 'drop':
      return drop(turn, task, operation);
    case 'lock':
    case 'store-borrow':
      return hold(turn, task, operation);
    case 'unlock':
    case 'store-return':
      advance(turn, task);
      frame.holds = frame.holds.filter((lock) => lock !== operation.lock);
      return giveUp(turn, task, operation.lock);
    default:
      return op satisfies never;
  }
};

/** Does the next step of a signaller. Its end may leave a runtime without any source of wakes. */
export const stepSignaller = (turn: Turn, signaller: number): void => {
  const { program, state, chosen } = turn;
  const self = state.signallers[signaller]!;
  const move = nextMove(program, state, { signaller }, chosen);
  if (move.kind !== 'protocol') return;
  if (self.activity === null) {
    self.activity = begin();
    self.chosen = chosen;
    called(turn, move);
  }
  const control = run(turn, move, self.activity);
  if (control.kind !== 'done') return;
  self.activity = null;
  self.chosen = -1;
  self.at += 1;
  returned(turn, move, null);
  if (self.at < program.signallers[signaller]!.count) return;
  turn.events.push({ kind: 'source-ended', source: actorId(turn) });
  askVerdict(turn);
};

const enter = (turn: Turn, task: number, body: number): void => {
  const { program, rules, state, events } = turn;
  const { frame } = program.bodies[body]!;
  state.tasks[task]!.frames.push({ body, at: 0, holds: [] });
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
  const self = state.tasks[task]!;
  const { body, holds } = self.frames.pop()!;
  const { frame } = program.bodies[body]!;
  for (const lock of holds) giveUp(turn, task, lock);
  remember(turn, task, rules.leave(remembered(turn, task), frame));
  events.push({ kind: 'left', task: actorId(turn), frame: frame.kind });
  if (self.frames.length > 0) return probe(turn, task);
  self.returned = true;
  if (program.tasks[task]!.waitable < 0) end(turn, task);
};

const remember = (turn: Turn, task: number, value: string): void => {
  if (turn.rules.runtime.bookkeeping.per === 'task') turn.state.tasks[task]!.remembered = value;
  else storeOf(turn, task).remembered = value;
};

const call = (turn: Turn, task: number, operation: CompiledOperation): void => {
  if (storeOf(turn, operation.task).over !== 'no') return trap(turn, task, operation, 'poisoned');
  advance(turn, task);
  callOwn(turn, task, operation.task);
};

const leaveSet = (turn: Turn, task: number, operation: CompiledOperation): void => {
  const { program, state, events } = turn;
  const waitable = state.waitables[operation.waitable]!;
  if (waitable.waiter >= 0) return trap(turn, task, operation, 'sync-waiter');
  waitable.home = -1;
  const name = program.waitables[operation.waitable]!;
  events.push({ kind: 'left-set', by: actorId(turn), waitable: name });
  advance(turn, task);
};

const drop = (turn: Turn, task: number, operation: CompiledOperation): void => {
  const { program, rules, state, events } = turn;
  if (isDropped(turn, operation)) return trap(turn, task, operation, 'dropped');
  if (rules.drop(seenByDrop(program, state, task, operation)) === 'trap') {
    return trap(turn, task, operation, 'set-in-use');
  }
  const set = state.sets[operation.set]!;
  set.waiters = [];
  set.dropped = true;
  for (const waitable of state.waitables) if (waitable.home === operation.set) waitable.home = -1;
  events.push({ kind: 'dropped', by: actorId(turn), set: program.sets[operation.set]! });
  advance(turn, task);
};

const isDropped = ({ state }: Turn, { set }: CompiledOperation): boolean =>
  state.sets[set]?.dropped === true;

/** `lock` and `store-borrow`: takes it or, where somebody else has it, asks the guard and parks until it is free. */
const hold = (turn: Turn, task: number, operation: CompiledOperation): void => {
  const { state } = turn;
  const { lock, op } = operation;
  const { holder } = state.locks[lock]!;
  const frame = state.tasks[task]!.frames.at(-1)!;
  if (holder >= 0 && holder !== task) {
    const answer = askGuard(turn, task, operation, 'lock');
    if (typeof answer === 'object') return trap(turn, task, operation, answer.trap);
    if (answer === 'return') {
      advance(turn, task);
      return;
    }
  }
  if (!acquire(turn, task, [lock], op)) return;
  advance(turn, task);
  frame.holds.push(lock);
};

const stepOperation = (
  turn: Turn,
  task: number,
  move: Extract<Move, { kind: 'protocol' }>,
): void => {
  const { program, state } = turn;
  const { operation } = move;
  const self = state.tasks[task]!;
  if (self.activity === null) {
    if (isDropped(turn, operation)) return trap(turn, task, operation, 'dropped');
    self.activity = begin();
    called(turn, move);
  }
  const control = run(turn, move, self.activity);
  if (control.kind === 'trap') return trap(turn, task, operation, control.reason);
  if (control.kind !== 'done') return;
  self.activity = null;
  returned(turn, move, program.waitables[control.got] ?? null);
  if (self.frames.length === 0) end(turn, task);
  else advance(turn, task);
};

/** Does one protocol step. `ran-out`: the operation goes on, and `activity` says where. */
const run = (
  turn: Turn,
  { operation, protocol: name }: Extract<Move, { kind: 'protocol' }>,
  activity: Activity,
): Control => {
  const protocol = turn.rules.protocols[name];
  const step = protocol[activity.step]!;
  const control = execute({ ...turn, operation, activity }, step.do);
  if (control.kind === 'done' || control.kind === 'trap' || control.kind === 'again')
    return control;
  const target = control.kind === 'goto' ? control.label : step.next;
  if (target === 'done') return { kind: 'done', got: activity.found };
  activity.step =
    target === undefined ? activity.step + 1 : protocol.findIndex(({ label }) => label === target);
  return activity.step < protocol.length
    ? { kind: 'ran-out' }
    : { kind: 'done', got: activity.found };
};

/** A trap ends the run of the store, as the runtime's protocol says. The batch behind the task is put back by it. */
const trap = (turn: Turn, task: number, operation: CompiledOperation, reason: TrapReason): void => {
  const { program, rules, state, events } = turn;
  const { executor, store } = program.tasks[task]!;
  events.push({ kind: 'trapped', task: actorId(turn), operation: operation.op, reason });
  const home = state.executors[executor]!;
  const batch = home.queue;
  home.queue = [];
  for (const instruction of rules.protocols.trap[0]!.do) {
    if (instruction === 'close') closeStore(turn, store, `trap ${reason}`);
    if (instruction === 'put-back') home.queue.push(...batch);
  }
  if (isOver(state)) return;
  const self = state.tasks[task]!;
  self.activity = null;
  self.chosen = -1;
  release(turn, task);
  stopRunning(turn, task);
};
