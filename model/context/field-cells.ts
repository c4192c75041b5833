import type { FieldAccess } from '../machine.ts';
import type { MachineEvent } from '../machine-event.ts';
import type { Program } from './program.ts';
import type { State } from './state.ts';

/** Of each list a step must name one cell at least. */
type Needed = readonly (readonly string[])[];

const NOTHING: Needed = [];

/**
 * The cells that stand for a field of the state, and so for what a step did to it. A step that writes must write them.
 *
 * What is an actor's own needs none, but for what others ask of it. Nor does what the counts of a verdict are made of,
 * where the runtime is asked for one; nor the end of a run, which is no cell.
 */
export const fieldCells = (
  program: Program,
  actor: number,
  access: FieldAccess,
  events: readonly MachineEvent[],
): Needed => {
  if (events.some(({ kind }) => kind === 'trapped')) return NOTHING;
  if (!access.writes && isCounted(access) && asksVerdict(program, events)) return NOTHING;
  const { index } = access;
  const group = access.group as keyof State;
  switch (group) {
    case 'tasks':
      return index === actor ? ownTask(program, access) : otherTask(program, access);
    case 'executors':
      return [[`${program.executors[index]}.queue`]];
    case 'waitables':
      return waitable(program, access);
    case 'sets':
      return set(program, access);
    case 'locks':
      return [[`${program.locks[index]}.lock`]];
    case 'words':
      return [[`${[...program.sets, ...program.waitables][index]}.words`]];
    case 'signallers':
      return index === actor - program.tasks.length ? NOTHING : NOBODYS;
    // Whoever runs on the executor of a store has its bookkeeping; what all share of a bound is no cell.
    case 'stores':
    case 'totals':
      return NOTHING;
    default:
      group satisfies never;
      return NOBODYS;
  }
};

/** The field of an access, where it is to an object of this group. */
const fieldOf = <Group extends keyof State>(_: Group, { field }: FieldAccess) =>
  field as keyof State[Group][number];

/** No cell stands for it, so that no step can declare it: an audit fails. */
const NOBODYS: Needed = [[]];

const COUNTED: ReadonlySet<string> = new Set([
  'tasks.status',
  'tasks.frames',
  'tasks.activity',
  'tasks.chosen',
  'tasks.lock',
  'signallers.at',
  'waitables.home',
]);

const isCounted = ({ group, field }: FieldAccess): boolean => COUNTED.has(`${group}.${field}`);

/** Whether the runtime may have been asked for a verdict in a step with these events. */
const asksVerdict = ({ stores }: Program, events: readonly MachineEvent[]): boolean =>
  stores.length > 1 ||
  events.some(({ kind }) => kind === 'parked' || kind === 'ended' || kind === 'source-ended');

/** What others ask of a task: whether it sleeps, whether it may be given a request, and what wakes it was left. */
const ownTask = ({ tasks, executors }: Program, access: FieldAccess): Needed => {
  const { index, writes, before, after } = access;
  const { id, executor } = tasks[index]!;
  const queue = `${executors[executor]}.queue`;
  const field = fieldOf('tasks', access);
  switch (field) {
    case 'cancel':
      return [[`${id}.request`]];
    case 'token':
      return [[`${id}.wake`]];
    case 'status':
      if (!writes || after === before) return NOTHING;
      return after === 'parked' || after === 'blocking'
        ? [[`${id}.wake`]]
        : [[queue, `${id}.wake`]];
    case 'frames':
      return writes && isEmpty(before) !== isEmpty(after) ? [[`${id}.request`]] : NOTHING;
    // Only its own steps go by these, or what others ask of them is asked of its status.
    case 'activity':
    case 'chosen':
    case 'left':
    case 'returned':
    case 'caller':
    case 'lock':
    case 'remembered':
      return NOTHING;
    default:
      field satisfies never;
      return NOBODYS;
  }
};

const isEmpty = (frames: unknown): boolean => (frames as readonly unknown[]).length === 0;

const otherTask = ({ tasks, executors, sets }: Program, access: FieldAccess): Needed => {
  const { index, writes, before, after } = access;
  const { id, executor } = tasks[index]!;
  const queue = `${executors[executor]}.queue`;
  const field = fieldOf('tasks', access);
  const inside = sets.map((name) => `${name}.inside`);
  switch (field) {
    case 'status':
      if (!writes) return [[`${id}.wake`, `${id}.request`, ...inside, queue]];
      return after === before
        ? NOTHING
        : [[before === 'parked' || before === 'blocking' ? `${id}.wake` : queue]];
    case 'token':
      return [[`${id}.wake`]];
    case 'cancel':
      return [[`${id}.request`]];
    case 'lock':
      return [[`${id}.wake`]];
    case 'frames':
    case 'activity':
    case 'chosen':
      return writes ? NOBODYS : [[`${id}.request`, queue, ...inside]];
    // A subtask gives way to its caller, who waits for it below.
    case 'caller':
    case 'remembered':
      return [[queue]];
    case 'returned':
      return [[`${id}.event`]];
    // What is left to a task is for itself alone to know.
    case 'left':
      return NOBODYS;
    default:
      field satisfies never;
      return NOBODYS;
  }
};

/** Where a waitable is, is also who is in a set: of a read it is not told which of them was meant. */
const waitable = ({ waitables, sets }: Program, access: FieldAccess): Needed => {
  const { index, writes, before, after } = access;
  const id = waitables[index]!;
  const field = fieldOf('waitables', access);
  switch (field) {
    case 'event':
      return [[`${id}.event`]];
    case 'waiter':
      return [[`${id}.waiters`]];
    case 'home': {
      if (!writes) return [[`${id}.home`, ...sets.map((name) => `${name}.members`)]];
      const homes = [before, after].filter((home) => (home as number) >= 0);
      return [[`${id}.home`], ...homes.map((home) => [`${sets[home as number]}.members`])];
    }
    default:
      field satisfies never;
      return NOBODYS;
  }
};

/** Where nobody drops a set, nobody asks whether it was dropped, and nothing stands for that. */
const set = ({ sets, dropped }: Program, access: FieldAccess): Needed => {
  const { index } = access;
  const field = fieldOf('sets', access);
  switch (field) {
    case 'waiters':
      return [[`${sets[index]}.waiters`]];
    case 'dropped':
      return dropped[index] === true ? [[`${sets[index]}.inside`]] : NOTHING;
    default:
      field satisfies never;
      return NOBODYS;
  }
};
