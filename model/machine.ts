import type { MachineEvent } from './machine-event.ts';

/**
 * One labelled action: who moves, and the cells of shared state that the move reads and writes.
 *
 * `name` identifies the action among the enabled ones and is what a schedule records. Two actions of
 * different actors are independent iff neither writes a cell that the other reads or writes; an action
 * that touches no cell is local to its actor. Cells are named by the machine; nobody else reads them.
 *
 * The end of a run (a trap, a deadlock report) is not a cell: whether an action ends it may depend on any
 * other, and it disables them all. The step says so (`Step.visible`), and a reduction swaps it with no other.
 */
export interface Action {
  readonly name: string;
  readonly actor: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** The state after a step and what could be observed of it, in order. */
export interface Step<State> {
  readonly state: State;
  readonly events: readonly MachineEvent[];
  /** It concerns everybody, whatever cells its action names: it can be swapped with no other step. */
  readonly visible?: boolean;
}

/** Named facts about objects, for people: object, then fact, then value. */
export type Facts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A state for people: what everybody can see of it, and what an actor alone knows. */
export interface View {
  readonly facts: Facts;
  readonly details: Facts;
}

/**
 * A labelled transition system. Pure: it never asks for a choice, and equal arguments give equal results.
 *
 * Strategies, shrinking and reports know machines by this interface alone.
 */
export interface Machine<State> {
  /** The initial state, with the events that open every trace. */
  readonly start: Step<State>;
  /**
   * The actions that can be taken, in canonical order, those of an actor side by side. None: the state is quiescent or
   * the run was ended.
   */
  enabled(state: State): readonly Action[];
  /** Takes `action`, which `enabled(state)` must hold. */
  step(state: State, action: Action): Step<State>;
  /** Equal states, and no others, have equal keys. */
  key(state: State): string;
  /** What `action` does in `state`, in the words of the scenario. */
  label(state: State, action: Action): string;
  /** What a report may show of `state`; a step is told by the facts that it changes. */
  view(state: State): View;
  /** The same steps on a state that belongs to one run alone: nobody sees it between steps, so none is copied. */
  readonly inPlace?: {
    copy(state: State): State;
    step(state: State, action: Action): Omit<Step<State>, 'state'>;
  };
  /** How states divide; a machine that does not say is searched state by state. */
  readonly parts?: Parts<State>;
}

/**
 * How the states of a machine divide, for a search that packs them: a state is groups of objects (lists or records),
 * and an object is fields. Nothing else of a state may be read or written, and no value be shared between fields.
 */
export interface Parts<State> {
  /** All who move, in canonical order; each is a component as well. */
  readonly actors: readonly string[];
  /** For each group, the component that each of its objects belongs to: those that change together. */
  readonly components: Readonly<Record<string, readonly string[]>>;
  /** The actions of an actor, with their footprints or without: the enabled ones are those of all actors in turn. */
  actions(state: State, actor: number, footprints: boolean): readonly Action[];
  /** Permutations of components under which the machine does the same. */
  readonly symmetries: readonly Symmetry[];
  /**
   * All cells that an actor may still read and write, whatever the others do; also in states that no run comes to, but
   * that one of these symmetries makes of one.
   */
  future(
    state: State,
    actor: number,
    symmetries: readonly Symmetry[],
  ): Pick<Action, 'reads' | 'writes'>;
  /**
   * Whether footprints tell all: only an actor's own steps, and wakes that are among its cells, let it move, and only a
   * step whose events say that it stops others concerns everybody.
   */
  readonly reducible: boolean;
  /** Whether a step with these events stops others. */
  stops(events: readonly MachineEvent[]): boolean;
  /**
   * The cells that stand for what a step of `actor` did to a field, and for reading it: of each list the action must name
   * one at least. Nothing searches by this; it is there to check footprints by what steps do.
   */
  cells(
    actor: number,
    access: FieldAccess,
    events: readonly MachineEvent[],
  ): readonly (readonly string[])[];
  /** Writes over what nobody will ever ask for again after a step with these events. */
  settle(state: State, events: readonly MachineEvent[]): void;
  /** Takes an action, writing to `state`. */
  take(state: State, action: Action): readonly MachineEvent[];
}

/** What a step did to a field of an object: it read it or, if `writes`, made `after` of `before`. */
export interface FieldAccess {
  readonly group: string;
  readonly index: number;
  readonly field: string;
  readonly writes: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

/** A permutation of components that leaves what can happen as it is. */
export interface Symmetry {
  /** The name that takes the place of each name, of components and wherever an event tells one. */
  readonly names: ReadonlyMap<string, string>;
  /** For each group that is a list: the index that each of its objects goes to. */
  readonly objects: Readonly<Record<string, readonly number[]>>;
  /** The value of a field of an object in such a group, with all in it that the permutation moves. */
  value(group: string, field: string, value: unknown): unknown;
}

/** Whether `a` and `b` can be swapped without changing what follows: neither writes what the other touches. */
export const independent = (a: Action, b: Action): boolean =>
  a.actor !== b.actor &&
  !a.writes.some((cell) => b.writes.includes(cell) || b.reads.includes(cell)) &&
  !a.reads.some((cell) => b.writes.includes(cell));

/** Whether `action` touches nothing but its actor's own state. */
export const isLocal = (action: Action): boolean =>
  action.reads.length === 0 && action.writes.length === 0;
