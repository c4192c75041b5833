import type { Action } from '../machine.ts';
import { nextReady } from './executor.ts';
import { cellNames, queueOf } from './footprint.ts';
import { actionName, nextMove } from './moves.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { Cell } from './protocol.ts';
import type { Rules } from './rules.ts';
import { pendingFor, type Activity, type State } from './state.ts';

/** All actions of a state: tasks in the order of the scenario, then signallers; choices in the order of waitables. */
export const enabledActions = (program: Program, rules: Rules, state: State): readonly Action[] => {
  if (state.over !== 'no') return [];
  const actions: Action[] = [];
  for (const [task, { executor }] of program.tasks.entries()) {
    const { running, queue } = state.executors[executor]!;
    const moves =
      running >= 0
        ? running === task && state.tasks[task]!.status === 'running'
        : nextReady(queue, rules.runtime.queue) === task;
    if (moves) actions.push(...taskActions(program, rules, state, task, running < 0));
  }
  for (const [signaller, { id, signals }] of program.signallers.entries()) {
    const { at, activity } = state.signallers[signaller]!;
    if (at >= signals.length) continue;
    const move = nextMove(program, state, { signaller });
    if (move.kind !== 'protocol') continue;
    const { reads, writes } = rules.cells.signal[move.step]!.missing;
    const name = namer(program, state, -1, move.operation, activity);
    actions.push({
      name: id,
      actor: id,
      reads: reads.flatMap(name),
      writes: writes.flatMap(name),
    });
  }
  return actions;
};

/** The names of the cells that a step of this operation touches; `task` is -1 for a signaller. */
const namer =
  (
    program: Program,
    state: State,
    task: number,
    operation: CompiledOperation,
    activity: Activity | null,
  ): ((cell: Cell) => readonly string[]) =>
  (cell) =>
    cellNames(program, state, cell, {
      task,
      operation,
      nextToWake: activity?.toWake[0] ?? -1,
      found: activity?.found ?? -1,
    });

const taskActions = (
  program: Program,
  { cells }: Rules,
  state: State,
  task: number,
  resumes: boolean,
): readonly Action[] => {
  const { id } = program.tasks[task]!;
  const { frames, activity } = state.tasks[task]!;
  const move = nextMove(program, state, { task });
  const ends = move.kind === 'return' && frames.length === 1;
  const scheduling = resumes || ends ? [queueOf(program, task)] : [];
  if (move.kind === 'enter' || move.kind === 'return' || move.kind === 'call') {
    return [{ name: id, actor: id, reads: [], writes: scheduling }];
  }
  const name = namer(program, state, task, move.operation, activity);
  if (move.kind === 'leave') {
    const writes = [...scheduling, ...name('members'), ...name('home')];
    return [{ name: id, actor: id, reads: name('waiters'), writes }];
  }
  const { finding, missing, takes } = cells[move.protocol][move.step]!;
  const pending = takes && (activity?.found ?? -1) < 0 ? pendingFor(state, move.operation) : [];
  const choices = pending.length === 0 ? [undefined] : pending.map((i) => program.waitables[i]!);
  const { reads, writes } = pending.length === 0 && (activity?.found ?? -1) < 0 ? missing : finding;
  return choices.map((waitable) => ({
    name: actionName(id, waitable),
    actor: id,
    reads: reads.flatMap(name),
    writes: [...scheduling, ...writes.flatMap(name)],
  }));
};
