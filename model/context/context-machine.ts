import type { ContextEvent } from './events.ts';
import type { Action, Machine, Parts, Step } from '../machine.ts';
import { fieldCells } from './field-cells.ts';
import { frameName } from './frames.ts';
import { futuresOf } from './future.ts';
import { actionsOf, enabledActions } from './enabled.ts';
import { compileOpen, type OpenScenario } from './open.ts';
import { OPERATIONS } from './operations.ts';
import { compileProgram, type CompiledOperation, type Program } from './program.ts';
import { plainFrames } from './plain-frames.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { copyState, initialState, type State } from './state.ts';
import { moverOf, nextMove, type Move } from './moves.ts';
import { stepSignaller, stepTask } from './steps.ts';
import { symmetriesOf } from './symmetry.ts';
import type { Turn } from './turn.ts';
import { isRash, isVisible, seenByAll } from './visible.ts';
import { viewOf } from './view.ts';

/** The async-context machine: `docs/semantics.md` says what it means. */
export const contextMachine = (scenario: Scenario, rules: Rules): Machine<State> =>
  machineOf(compileProgram(scenario), rules);

/** The same machine for open tasks, which choose at each step among the operations of their vocabulary. */
export const openMachine = (
  scenario: OpenScenario,
  rules: Rules,
  { plainFrames: plain }: { readonly plainFrames: boolean } = { plainFrames: true },
): Machine<State> => {
  const program = compileOpen(scenario);
  const { choices } = program;
  if (choices === null || !plain) return machineOf(program, rules);
  return machineOf(
    { ...program, choices: { ...choices, worth: plainFrames(program, choices, rules) } },
    rules,
  );
};

const machineOf = (program: Program, rules: Rules): Machine<State> => {
  // Who samples does not ask for them.
  let parts: Parts<State> | undefined;
  return {
    start: start(program, rules),
    enabled: (state) => enabledActions(program, rules, state),
    step: (before, action) => {
      const state = copyState(before);
      return { state, ...stepInPlace(program, rules, state, action) };
    },
    inPlace: {
      copy: copyState,
      step: (state, action) => stepInPlace(program, rules, state, action),
    },
    key: (state) => JSON.stringify(state),
    label: (state, action) => labelOf(program, rules, state, action),
    view: (state) => viewOf(program, rules, state),
    get parts() {
      parts ??= partsOf(program, rules);
      return parts;
    },
  };
};

const partsOf = (program: Program, rules: Rules): Parts<State> => ({
  actors: actorsOf(program),
  components: componentsOf(program),
  symmetries: symmetriesOf(program),
  future: futuresOf(program, rules),
  // Stores that go on after a trap, tasks that others start, and what all share of a bound are no cells.
  reducible:
    !isRash(rules) &&
    endsByTrap(rules) &&
    program.stores.length === 1 &&
    (program.choices?.total ?? null) === null &&
    program.tasks.every(({ waitable }) => waitable < 0),
  stops: (events) => events.some(({ kind }) => kind === 'trapped'),
  actions: (state, actor, footprints) => actionsOf(program, rules, state, actor, footprints),
  cells: (actor, access, events) => fieldCells(program, actor, access, events),
  settle: (state, events) => settle(program, state, events as readonly ContextEvent[]),
  take: (state, action) => take(program, rules, state, action),
});

/** Whether a trap closes its store: where it does not, others go on, and what they do is judged by whether it came before. */
const endsByTrap = ({ protocols }: Rules): boolean =>
  protocols.trap[0]?.do.includes('close') === true;

const stepInPlace = (
  program: Program,
  rules: Rules,
  state: State,
  action: Action,
): Omit<Step<State>, 'state'> => {
  const before = seenByAll(rules, state);
  const events = take(program, rules, state, action);
  return isVisible(events, before, seenByAll(rules, state))
    ? { events, visible: true }
    : { events };
};

const take = (
  program: Program,
  rules: Rules,
  state: State,
  action: Action,
): readonly ContextEvent[] => {
  const mover = moverOf(program, state, action);
  const turn: Turn = { program, rules, state, events: [], ...mover };
  if ('task' in mover.actor) stepTask(turn, mover.actor.task);
  else stepSignaller(turn, mover.actor.signaller);
  return turn.events;
};

/** Of a task that has ended nobody asks how much was left to it, nor for a wake or a request to cancel that came. */
const settle = ({ tasks }: Program, state: State, events: readonly ContextEvent[]): void => {
  for (const event of events) {
    if (event.kind !== 'ended') continue;
    const task = state.tasks[tasks.findIndex(({ id }) => id === event.task)]!;
    task.left = 0;
    task.token = false;
    task.cancel = 'none';
  }
};

const actorsOf = ({ tasks, signallers }: Program): readonly string[] => [
  ...tasks.map(({ id }) => id),
  ...signallers.map(({ id }) => id),
];

/** An executor that runs one task alone is told with it. */
const componentsOf = (program: Program): Readonly<Record<keyof State, readonly string[]>> => {
  const { tasks, executors, waitables, sets, locks, stores, signallers } = program;
  return {
    tasks: tasks.map(({ id }) => id),
    signallers: signallers.map(({ id }) => id),
    executors: executors.map((id, executor) => {
      const runs = tasks.filter((task) => task.executor === executor);
      return runs.length === 1 ? runs[0]!.id : id;
    }),
    waitables,
    sets,
    locks,
    words: [...sets, ...waitables],
    stores,
    totals: program.choices?.total === undefined ? [] : ['totals'],
  };
};

const start = (program: Program, rules: Rules): Step<State> => {
  const members = program.homes.flatMap((home, i) =>
    home >= 0 ? [[program.waitables[i]!, program.sets[home]!] as const] : [],
  );
  const declared: ContextEvent = {
    kind: 'declared',
    guarding: rules.runtime.guarding,
    queue: rules.runtime.queue,
    members: Object.fromEntries(members),
    tasks: Object.fromEntries(
      program.tasks.map(({ id, executor }) => [id, program.executors[executor]!]),
    ),
    stores: Object.fromEntries(program.tasks.map(({ id, store }) => [id, program.stores[store]!])),
    subtasks: program.tasks.flatMap(({ id, waitable }) => (waitable < 0 ? [] : [id])),
    locks: program.locks,
    sources: program.signallers.flatMap(({ id, count }) => (count > 0 ? [id] : [])),
  };
  return { state: initialState(program, rules), events: [declared] };
};

/** What a move does, in the scenario's words: the operation, then the protocol step. */
const labelOf = (program: Program, rules: Rules, state: State, action: Action): string => {
  const { actor, choice, chosen } = moverOf(program, state, action);
  const move = nextMove(program, state, actor, chosen);
  const text = moveText(program, rules, move);
  return choice >= 0 ? `${text}, takes ${program.waitables[choice]}` : text;
};

const moveText = (program: Program, rules: Rules, move: Move): string => {
  switch (move.kind) {
    case 'enter':
      return `enter ${frameName(program.bodies[move.body]!.frame)}`;
    case 'return':
      return `return from ${frameName(program.bodies[move.body]!.frame)}`;
    case 'stop':
      return 'stop: its store is closed';
    case 'single':
      return move.op === 'call'
        ? `call ${frameName(program.bodies[move.operation.body]!.frame)}`
        : operationText(program, move.operation);
    case 'protocol': {
      const text = operationText(program, move.operation);
      const { label } = rules.protocols[move.protocol][move.step]!;
      return label === text ? text : `${text}: ${label}`;
    }
    default:
      return move satisfies never;
  }
};

const operationText = (
  program: Program,
  { op, set, waitable, task, lock }: CompiledOperation,
): string => {
  const operands = [
    program.tasks[task]?.id ?? program.waitables[waitable],
    program.sets[set],
    OPERATIONS[op].frames === 'host' ? undefined : program.locks[lock],
  ].filter((name) => name !== undefined);
  return [op, operands.join(' -> ')].filter((word) => word !== '').join(' ');
};
