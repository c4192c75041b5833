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

/** What an action reads and what it writes. */
type Footprint = readonly [reads: readonly string[], writes: readonly string[]];

/** The footprint of an action of which nobody asks for it. */
const UNTOLD: Footprint = [[], []];

const action = (actor: string, name: string, [reads, writes]: Footprint): Action => ({
  name,
  actor,
  reads,
  writes,
});

/** All actions of a state: tasks in the order of the scenario, then signallers; choices in the order of waitables. */
export const enabledActions = (program: Program, rules: Rules, state: State): readonly Action[] => {
  const actors = program.tasks.length + program.signallers.length;
  const actions: Action[] = [];
  for (let actor = 0; actor < actors; actor += 1) {
    for (const each of actionsOf(program, rules, state, actor, true)) actions.push(each);
  }
  return actions;
};

const NONE: readonly Action[] = [];

/** The actions of one of them: tasks are counted first, then signallers. `told`: whether footprints are worked out. */
export const actionsOf = (
  program: Program,
  rules: Rules,
  state: State,
  actor: number,
  told: boolean,
): readonly Action[] => {
  if (isOver(state)) return NONE;
  const signaller = actor - program.tasks.length;
  if (signaller >= 0) return signallerActions(program, rules, state, signaller, told);
  const { executor } = program.tasks[actor]!;
  const { running } = state.executors[executor]!;
  const moves =
    running >= 0
      ? running === actor && state.tasks[actor]!.status === 'running'
      : nextReady(program, state, executor, rules.runtime.queue) === actor;
  if (!moves) return NONE;
  const mover = { program, rules, state, task: actor, told };
  const options = optionsOf(program, state, { task: actor });
  return options.length === 1
    ? taskActions(mover, options[0]!, running < 0)
    : options.flatMap((option) => taskActions(mover, option, running < 0));
};

const signallerActions = (
  program: Program,
  rules: Rules,
  state: State,
  signaller: number,
  told: boolean,
): readonly Action[] => {
  const { id, count } = program.signallers[signaller]!;
  const { at, activity } = state.signallers[signaller]!;
  if (at >= count) return NONE;
  return optionsOf(program, state, { signaller }).map(({ word, chosen }) => {
    const move = nextMove(program, state, { signaller }, chosen);
    const name = actionName(id, word, undefined);
    if (move.kind !== 'protocol' || !told) return action(id, name, UNTOLD);
    const cells = rules.cells[move.protocol][move.step]!.missing;
    const named = namer(program, state, -1, move, activity);
    return action(id, name, [cells.reads.flatMap(named), cells.writes.flatMap(named)]);
  });
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

/**
 * The cells that a step of a task touches because it comes from the queue, begins or ends the task, or may make a subtask
 * give way for the first time, of which its caller is told.
 */
const scheduling = (
  program: Program,
  state: State,
  task: number,
  move: Move,
  resumes: boolean,
): readonly string[] => {
  const { frames, returned, caller } = state.tasks[task]!;
  const begins = frames.length === 0 && !returned;
  const ends = move.kind === 'return' && frames.length === 1;
  const calls = move.kind === 'single' && move.op === 'call-own';
  const moves = resumes || ends || returned || move.kind === 'stop' || calls;
  return [
    ...(moves ? [queueOf(program, task)] : []),
    ...(begins || ends || move.kind === 'stop' ? [requestOf(program, task)] : []),
    ...(caller >= 0 && 'operation' in move ? [`${program.tasks[task]!.id}.event`] : []),
  ];
};

/** A task that can move. */
interface Mover {
  readonly program: Program;
  readonly rules: Rules;
  readonly state: State;
  readonly task: number;
  readonly told: boolean;
}

const taskActions = (
  mover: Mover,
  { word, chosen }: Option,
  resumes: boolean,
): readonly Action[] => {
  const { program, state, task, told } = mover;
  const move = nextMove(program, state, { task }, chosen);
  const around = told ? scheduling(program, state, task, move, resumes) : [];
  if (move.kind === 'protocol') return protocolActions(mover, word, around, move, resumes);
  const { id } = program.tasks[task]!;
  const name = actionName(id, word, undefined);
  if (!told) return [action(id, name, UNTOLD)];
  const [reads, writes] = cellsAtOnce(program, state, task, move);
  return [action(id, name, [reads, [...around, ...writes]])];
};

/** What a move that is one step reads and writes, beside what comes with the turn. */
const cellsAtOnce = (
  program: Program,
  state: State,
  task: number,
  move: Exclude<Move, { kind: 'protocol' }>,
): Footprint => {
  const { activity, frames } = state.tasks[task]!;
  switch (move.kind) {
    case 'enter':
    case 'stop':
      return [[], []];
    case 'return': {
      const { holds } = frames.at(-1)!;
      return [[], holds.flatMap((lock) => lockCells(program, state, lock, task))];
    }
    case 'single':
      return singleCells(program, state, task, move, namer(program, state, task, move, activity));
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
): Footprint => {
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
  { program, rules: { cells }, state, task, told }: Mover,
  word: string,
  around: readonly string[],
  move: Extract<Move, { kind: 'protocol' }>,
  resumes: boolean,
): readonly Action[] => {
  const { id } = program.tasks[task]!;
  const { activity } = state.tasks[task]!;
  const { operation } = move;
  const step = cells[move.protocol][move.step]!;
  const found = activity?.found ?? -1;
  const due =
    found === CANCEL || (step.cancels !== null && cancelDue(state, task, step.cancels, operation));
  const takes = step.takes && found === -1 && !(due && step.cancelFirst);
  const entitled = step.takesProgress ? anyPendingFor : pendingFor;
  const pending = takes ? entitled(state, operation) : [];
  const choices = pending.length === 0 ? [undefined] : pending.map((i) => program.waitables[i]!);
  if (!told) return choices.map((waitable) => action(id, actionName(id, word, waitable), UNTOLD));
  const name = namer(program, state, task, move, activity);
  const event = pending.length > 0 || found >= 0;
  const touched = due ? (event ? step.both : step.cancel) : event ? step.event : step.missing;
  const set = operation.set >= 0 && program.dropped[operation.set] ? operation.set : -1;
  const inside = set < 0 ? [] : [`${program.sets[set]}.inside`];
  // Whether a request came before an operation begins, or goes on, decides whether it must be taken in it.
  const looks = operation.cancellable && (activity === null || resumes);
  const asked = looks ? [requestOf(program, task)] : [];
  return choices.map((waitable) =>
    action(id, actionName(id, word, waitable), [
      [...asked, ...touched.reads.flatMap(name)],
      [...around, ...inside, ...touched.writes.flatMap(name)],
    ]),
  );
};
