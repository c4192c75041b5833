import type { Action, Machine, Parts, Symmetry } from '../../model/machine.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import type { Suite } from '../../properties/property.ts';
import { canonicalOf, type Canonical } from './canonical.ts';
import { changesOf, type Change } from './change.ts';
import { deskOf, type Desk, type Known } from './desk.ts';
import {
  bytesOfLayout,
  forget,
  numberedIn,
  renumber,
  type Component,
  type Layout,
  type Numbered,
} from './layout.ts';
import {
  cellNumbers,
  nobody,
  persistentSets,
  unrelated,
  type Cells,
  type Persistent,
  type Touches,
} from './persistent.ts';
import { bytesOfEntry, enter, lookUp, newTable, type Table } from './table.ts';

/** What a step does: to which components, and which properties it breaks. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly broken: readonly string[];
  /** It stops others. */
  readonly stops: boolean;
}

/** An outcome that can be had now, by the name of its action. */
export interface Move extends Outcome {
  readonly name: string;
}

/** An action that an actor may take, with what it does wherever it is taken. */
interface Option {
  readonly name: string;
  readonly action: Action;
  readonly outcomes: Table<Known<Move>>;
}

/**
 * A machine and the fold of a suite as one system on vectors. It is tabulated from the machine itself: a step that is
 * not in the tables yet is done once on a draft that tells what it reads, and is known from then on for all vectors
 * that agree on that.
 */
export interface System {
  readonly layout: Layout;
  readonly initial: Int32Array;
  /** What breaks before the first step. */
  readonly broken: readonly string[];
  readonly actors: readonly string[];
  /** What `actor` may do, in canonical order; nothing: it cannot move. */
  readonly movesOf: (vector: Int32Array, actor: number) => readonly Move[];
  /** The same, and what it depends on. */
  readonly knownMovesOf: (vector: Int32Array, actor: number) => Known<readonly Move[]>;
  /** Groups of actors, by number, of which none ever touches what another does. */
  readonly groups: readonly (readonly number[])[];
  /** What each move of an actor does, of those that are tabulated. */
  readonly steps: (actor: number) => ReadonlySet<readonly Change[]>;
  /** Nothing is left out: every state is met, by every step. */
  readonly whole: boolean;
  /** Whether a step that stopped others, to this vector, stopped all, and the state need not be stored. */
  readonly stopped: (vector: Int32Array) => boolean;
  readonly persistent: Persistent;
  /** Which vectors are the same. */
  readonly canonical: Canonical;
  /** What breaks where nobody can move. */
  readonly atRest: (vector: Int32Array) => readonly string[];
  /** The same, and what it depends on. */
  readonly knownAtRest: (vector: Int32Array) => Known<readonly string[]>;
  /** About what tables, values and tuples take, in bytes: it follows from what was worked out, on any machine alike. */
  readonly bytes: () => number;
  /** Forgets all tables and tuples, but not which fields were asked for. */
  readonly reset: () => void;
  /** All numbers that were given, as plain data; and gives the same ones again, to a system of the same machine. */
  readonly numbered: () => NumberedSystem;
  readonly renumber: (before: NumberedSystem) => void;
}

export interface NumberedSystem {
  readonly layout: Numbered;
  /** The cells that footprints name, by number. */
  readonly cells: readonly string[];
}

/** What a search may leave out; all of it, where nobody says otherwise. */
export interface Reductions {
  /** Interleavings that differ by the order of independent steps (persistent sets). */
  readonly order?: boolean;
  /** Of states that are the same but for a permutation of tasks, waitables or host threads all but one. */
  readonly symmetry?: boolean;
}

export const systemOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { symmetry = true, order = true }: Reductions = {},
): System => {
  const desk = deskOf(machine, suite);
  const { parts, layout } = desk;
  const { components } = layout;
  const reduces = order && parts.reducible;
  const groups = groupsOf(parts, machine.start.state);
  const symmetries = symmetry ? parts.symmetries.filter(reduces ? keeps(parts, groups) : ALL) : [];
  const canonical = canonicalOf(layout, symmetries);
  const whole = canonical.trivial && !reduces;
  const names = components.map(({ name }) => name);
  const ownOf = parts.actors.map((name) => components[names.indexOf(name)]!);
  const rest = newTable<Known<readonly string[]>>(components[0]!);
  const steps = stepsOf(desk, ownOf);
  const { knownMovesOf } = steps;
  const movesOf: System['movesOf'] = (vector, actor) => knownMovesOf(vector, actor).result;
  const knownAtRest: System['knownAtRest'] = (vector) =>
    desk.lookUp(rest, vector, () => {
      const { broken } = desk.judge([QUIESCENT]);
      return () => broken;
    });
  const cells = new Map<string, number>();
  const footprints = footprintsOf(desk, ownOf, symmetries, cells);
  const reset = (): void => {
    canonical.reset();
    forget(layout);
    desk.entered = 0;
    rest.roots.length = 0;
    steps.reset();
    footprints.reset();
  };
  return {
    layout,
    initial: new Int32Array(components.length),
    broken: desk.first.broken,
    actors: parts.actors,
    movesOf,
    knownMovesOf,
    groups,
    steps: steps.steps,
    whole,
    stopped: (vector) =>
      !whole && parts.actors.every((_, actor) => movesOf(vector, actor).length === 0),
    persistent: reduces
      ? persistentSets({ movesOf, ...footprints }, groups)
      : nobody({ movesOf }, parts.actors),
    canonical,
    atRest: (vector) => knownAtRest(vector).result,
    knownAtRest,
    bytes: () => desk.entered + bytesOfLayout(layout) + canonical.bytes(),
    reset,
    numbered: () => ({ layout: numberedIn(layout), cells: [...cells.keys()] }),
    renumber: (before) => {
      reset();
      renumber(layout, before.layout);
      cells.clear();
      for (const [number, cell] of before.cells.entries()) cells.set(cell, number);
    },
  };
};

/** What tables may take besides the memory that a search is bounded to: 64 MiB. Few are larger. */
export const TABLES_FREE: number = 2 ** 26;

/** The bytes of a system's tables that count: a runtime whose bookkeeping grows makes ever more of them. */
export const tablesBeyond = ({ bytes }: System): number => Math.max(0, bytes() - TABLES_FREE);

const ALL = (): boolean => true;

/** Which actors never touch what the others do. */
const groupsOf = <State>(parts: Parts<State>, state: State): readonly (readonly number[])[] => {
  const cellsOf = cellNumbers(new Map());
  const none: readonly Symmetry[] = [];
  return unrelated(parts.actors.map((_, actor) => cellsOf([parts.future(state, actor, none)])));
};

/**
 * Whether a symmetry leaves each actor in its group. With one that does not, actors of different groups would touch the
 * same in states that stand for others, and nothing could be put off.
 */
const keeps =
  <State>({ actors }: Parts<State>, groups: readonly (readonly number[])[]) =>
  ({ names }: Symmetry): boolean =>
    groups.every((group) =>
      group.every((actor) => {
        const name = actors[actor]!;
        return group.includes(actors.indexOf(names.get(name) ?? name));
      }),
    );

/** What actors do, tabulated. */
const stepsOf = <State>(
  desk: Desk<State>,
  ownOf: readonly Component[],
): Pick<System, 'knownMovesOf' | 'steps' | 'reset'> => {
  const { parts, state } = desk;
  const enabled = ownOf.map((own) => newTable<Known<readonly Option[]>>(own));
  const moves = ownOf.map((own) => newTable<Known<readonly Move[]>>(own));
  const made = ownOf.map(() => new Set<readonly Change[]>());
  const options = new Map<string, Option>();
  const changes = new Map<string, Change>();
  const optionOf = (actor: number, action: Action): Option => {
    const { name } = action;
    const option = options.get(name) ?? { name, action, outcomes: newTable(ownOf[actor]!) };
    options.set(name, option);
    return option;
  };
  const moveOf = (vector: Int32Array, { name, action, outcomes }: Option): Known<Move> =>
    desk.lookUp(outcomes, vector, () => {
      const events = parts.take(state, action);
      parts.settle(state, events);
      const { broken } = desk.judge(events);
      const stops = parts.stops(events);
      return (writes) => ({ name, changes: changesOf(changes, writes), broken, stops });
    });
  /** All that an actor may do, put together from what is known of each option. */
  const gather = (vector: Int32Array, actor: number): Known<readonly Move[]> => {
    const able = desk.lookUp(enabled[actor]!, vector, () => {
      const found = parts.actions(state, actor, false).map((action) => optionOf(actor, action));
      return () => found;
    });
    const each = able.result.map((option) => moveOf(vector, option));
    const result = each.map((known) => known.result);
    const reads = [...new Map([able, ...each].flatMap((known) => known.reads))];
    const known = { result, reads };
    enter(moves[actor]!, vector, reads, known);
    desk.entered += bytesOfEntry(reads);
    for (const move of result) made[actor]!.add(move.changes);
    return known;
  };
  const knownMovesOf: System['knownMovesOf'] = (vector, actor) =>
    lookUp(moves[actor]!, vector) ?? gather(vector, actor);
  return {
    knownMovesOf,
    steps: (actor) => made[actor]!,
    reset: () => {
      options.clear();
      changes.clear();
      for (const steps of made) steps.clear();
      for (const { roots } of [...enabled, ...moves]) roots.length = 0;
    },
  };
};

/** What actors touch, tabulated. */
const footprintsOf = <State>(
  { parts, state, lookUp: find }: Desk<State>,
  ownOf: readonly Component[],
  symmetries: readonly Symmetry[],
  cells: Map<string, number>,
): Pick<Touches, 'next' | 'future'> & { readonly reset: () => void } => {
  const nexts = ownOf.map((own) => newTable<Known<Cells>>(own));
  const futures = ownOf.map((own) => newTable<Known<Cells>>(own));
  const cellsOf = cellNumbers(cells);
  return {
    next: (vector, actor) =>
      find(nexts[actor]!, vector, () => {
        const cells = cellsOf(parts.actions(state, actor, true));
        return () => cells;
      }).result,
    future: (vector, actor) =>
      find(futures[actor]!, vector, () => {
        const cells = cellsOf([parts.future(state, actor, symmetries)]);
        return () => cells;
      }).result,
    reset: () => {
      for (const { roots } of [...nexts, ...futures]) roots.length = 0;
    },
  };
};
