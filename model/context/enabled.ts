import type { Action } from '../machine.ts';
import { nextReady } from './executor.ts';
import { cellNames, lockCells, queueOf, requestOf } from './footprint.ts';
import { actionName, nextMove, type Move } from './moves.ts';
import { optionsOf, type Option } from './options.ts';
import type { Program } from './program.ts';
import type { Cell } from './protocol.ts';
import type { Rules } from './rules.ts';
import {
  CANCEL,
  anyPendingFor,
  cancelDue,
  isOver,
  pendingFor,
  type Activity,
  type State,
} from './state.ts';

/** All actions of a state: tasks in the order of the scenario, then signallers; choices in the order of waitables. */
export const enabledActions = (program: Program, rules: Rules, state: State): readonly Action[] => {
  if (isOver(state)) return [];
  const actions: Action[] = [];
  for (const [task, { executor }] of program.tasks.entries()) {
    const { running } = state.executors[executor]!;
    const moves =
      running >= 0
        ? running === task && state.tasks[task]!.status === 'running'
        : nextReady(program, state, executor, rules.runtime.queue) === task;
    if (!moves) continue;
    for (const option of optionsOf(program, state, { task })) {
      actions.push(...taskActions(program, rules, state, task, option, running < 0));
    }
  }
  for (const [signaller, { id, count }] of program.signallers.entries()) {
    const { at, activity } = state.signallers[signaller]!;
    if (at >= count) continue;
    for (const { word, chosen } of optionsOf(program, state, { signaller })) {
      const move = nextMove(program, state, { signaller }, chosen);
      if (move.kind !== 'protocol') continue;
      const { reads, writes } = rules.cells[move.protocol][move.step]!.missing;
      const name = namer(program, state, -1, move, activity);
      actions.push({
        name: actionName(id, word, undefined),
        actor: id,
        reads: reads.flatMap(name),
        writes: writes.flatMap(name),
      });
    }
  }
  return actions;
};

/** The names of the cells that a step of this operation touches; `task` is -1 for a signaller. */
const namer =
  (
    program: Program,
    state: State,
    task: number,
    { operation }: Extract<Move, { operation: unknown }>,
    activity: Activity | null,
  ): ((cell: Cell) => readonly string[]) =>
  (cell) =>
    cellNames(program, state, cell, {
      task,
      operation,
      toWake: activity?.toWake ?? [],
      found: activity?.found ?? -1,
    });

/** The cells that a step of a task touches because it comes from the queue, begins or ends the task. */
const scheduling = (
  program: Program,
  state: State,
  task: number,
  move: Move,
  resumes: boolean,
): readonly string[] => {
  const { frames, returned } = state.tasks[task]!;
  const begins = frames.length === 0 && !returned;
  const ends = move.kind === 'return' && frames.length === 1;
  const calls = move.kind === 'single' && move.op === 'call-own';
  const moves = resumes || ends || returned || move.kind === 'stop' || calls;
  return [
    ...(moves ? [queueOf(program, task)] : []),
    ...(begins || ends || move.kind === 'stop' ? [requestOf(program, task)] : []),
  ];
};

const taskActions = (
  program: Program,
  rules: Rules,
  state: State,
  task: number,
  { word, chosen }: Option,
  resumes: boolean,
): readonly Action[] => {
  const { id } = program.tasks[task]!;
  const { activity, frames } = state.tasks[task]!;
  const move = nextMove(program, state, { task }, chosen);
  const around = scheduling(program, state, task, move, resumes);
  const single = (reads: readonly string[], writes: readonly string[]): readonly Action[] => [
    { name: actionName(id, word, undefined), actor: id, reads, writes: [...around, ...writes] },
  ];
  switch (move.kind) {
    case 'enter':
    case 'stop':
      return single([], []);
    case 'return': {
      const { holds } = frames.at(-1)!;
      return single(
        [],
        holds.flatMap((lock) => lockCells(program, state, lock, task)),
      );
    }
    case 'single': {
      const name = namer(program, state, task, move, activity);
      return single(...singleCells(program, state, task, move, name));
    }
    case 'protocol':
      return protocolActions(program, rules, state, task, word, around, move);
    default:
      return move satisfies never;
  }
};

/** What an operation that is one step reads and writes. */
const singleCells = (
  program: Program,
  state: State,
  task: number,
  { op, operation }: Extract<Move, { kind: 'single' }>,
  name: (cell: Cell) => readonly string[],
): readonly [reads: readonly string[], writes: readonly string[]] => {
  switch (op) {
    case 'call':
      return [[], []];
    case 'call-own':
      return [[`${program.stores[program.tasks[operation.task]!.store]}.store`], []];
    case 'lock':
    case 'unlock':
    case 'store-borrow':
    case 'store-return':
      return [[], [...lockCells(program, state, operation.lock, task), ...name('holds')]];
    case 'leave':
      return [name('waiters'), [...name('members'), ...name('home')]];
    case 'drop': {
      const homes = program.waitables.map((waitable) => `${waitable}.home`);
      const inside = `${program.sets[operation.set]}.inside`;
      return [name('event'), [...name('members'), ...name('waiters'), inside, ...homes]];
    }
    default:
      return op satisfies never;
  }
};

const protocolActions = (
  program: Program,
  { cells }: Rules,
  state: State,
  task: number,
  word: string,
  around: readonly string[],
  move: Extract<Move, { kind: 'protocol' }>,
): readonly Action[] => {
  const { id } = program.tasks[task]!;
  const { activity } = state.tasks[task]!;
  const { operation } = move;
  const name = namer(program, state, task, move, activity);
  const step = cells[move.protocol][move.step]!;
  const found = activity?.found ?? -1;
  const due =
    found === CANCEL || (step.cancels !== null && cancelDue(state, task, step.cancels, operation));
  const takes = step.takes && found === -1 && !(due && step.cancelFirst);
  const entitled = step.takesProgress ? anyPendingFor : pendingFor;
  const pending = takes ? entitled(state, operation) : [];
  const event = pending.length > 0 || found >= 0;
  const { reads, writes } = due
    ? event
      ? step.both
      : step.cancel
    : event
      ? step.event
      : step.missing;
  const choices = pending.length === 0 ? [undefined] : pending.map((i) => program.waitables[i]!);
  const set = operation.set >= 0 && program.dropped[operation.set] ? operation.set : -1;
  const inside = set < 0 ? [] : [`${program.sets[set]}.inside`];
  return choices.map((waitable) => ({
    name: actionName(id, word, waitable),
    actor: id,
    reads: reads.flatMap(name),
    writes: [...around, ...inside, ...writes.flatMap(name)],
  }));
};
