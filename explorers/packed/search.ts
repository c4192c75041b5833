import type { Beyond } from '../../properties/check-result.ts';
import { sweep } from './by-halves.ts';
import { isAcyclic } from './acyclic.ts';
import { dive } from './beyond.ts';
import { canBeLaidOut, countEndless, retakeAll } from './endless.ts';
import { expandFew, STOPPED, type Space } from './expand.ts';
import { Full, rationOf, type Ration } from '../ration.ts';
import { followSome, scout, withAllAsked } from './scout.ts';
import { newStore, storeOf, type Kept } from './store.ts';
import {
  tablesBeyond,
  TABLES_FREE,
  type Move,
  type NumberedSystem,
  type System,
} from './system.ts';
import { scheduleOf, type Broken } from './trail.ts';

export interface Found {
  readonly states: number;
  readonly transitions: number;
  /** Every state was visited. */
  readonly complete: boolean;
  /** Of a complete search: the states from which nobody ever comes to rest. */
  readonly endless: number;
  /** The first break of each property, in breadth-first order, with a shortest schedule to it. Beyond what is stored it is any. */
  readonly failures: readonly { readonly property: string; readonly schedule: readonly string[] }[];
  /** The bytes that the states take. */
  readonly bytes: number;
  /** The states in which nobody can move, if the limits ask for them. */
  readonly rests: readonly Int32Array[];
  /** How the search went on where it took more memory than it may, if it did. */
  readonly beyond?: Beyond;
}

/** How far a search has come. */
export interface Far {
  /** The states met so far, and how many of them are not visited. */
  readonly states: number;
  readonly waiting: number;
  /** The sizes of the levels that are behind it: the states that so many steps lead to. */
  readonly levels: readonly number[];
}

export interface Limits {
  /** The most states to meet. */
  readonly states: number;
  /** Whether the search may end, given the properties that broke so far and the number of states. */
  readonly enough: (broken: ReadonlySet<string>, states: number) => boolean;
  /** Whether the states in which nobody can move are given. */
  readonly rests?: boolean;
  /** Whether states may be addressed by their numbers, where that can be done; else all are in a hash table. */
  readonly direct?: boolean;
  /**
   * The bytes that states may take, and tables beyond 64 MiB; no bound, if it is left out. Half of them are for states
   * that are stored.
   */
  readonly memory?: number;
  /** Whether the search goes on where it takes more, and tells states by bits alone; else it ends. */
  readonly goesBeyond?: boolean;
  /** Whether the search is to end where it is; then it is saved, if it is to be. */
  readonly stopped?: () => boolean;
  /** Told now and then how far the search has come; nothing depends on it. */
  readonly tell?: (far: Far) => void;
  /**
   * Given the search as it is once it has so many states, each time they have doubled, and each time there are four times
   * `from` more. What it is given is only good until it returns.
   */
  readonly save?: { readonly from: number; readonly keep: (part: Part) => void };
  /** What was saved of a search of the same system within the same limits, to go on from there. */
  readonly resume?: Part;
}

/** A search under way as plain data: all that it takes to go on, and to end as if it had never been stopped. */
export interface Part {
  readonly careful: boolean;
  readonly head: number;
  readonly transitions: number;
  readonly goesBack: boolean;
  readonly rested: boolean;
  readonly levels: readonly number[];
  readonly levelEnd: number;
  readonly system: NumberedSystem;
  readonly store: Kept;
  /** By state; the length is that of the array. */
  readonly parents: Uint32Array;
  readonly length: number;
}

/** How many states are visited between two looks at whether to go on. */
const CHUNK = 1_024;

/**
 * Visits every state of a system, breadth first, or as many as it takes. Where nothing is left out and the actors fall
 * into halves that meet seldom, states are addressed by their numbers, as long as nothing breaks.
 *
 * Steps are put off as if no run could go round in circles and some run came to rest without a stop, which is seen at the
 * end: if that is not so, all is done again with care.
 */
export const search = (system: System, limits: Limits): Found => {
  const { resume } = limits;
  if (resume !== undefined) return resumed(system, limits, resume);
  withAllAsked(system, () => scout(system));
  const { direct = true, rests = false, states, memory = Infinity } = limits;
  const bytes = Math.min(DIRECT_BYTES, memory);
  const swept =
    direct && !rests && system.whole
      ? withAllAsked(system, () => {
          followSome(system);
          return sweep(system, { states, bytes });
        })
      : undefined;
  if (swept !== undefined) return { ...swept, complete: true, endless: 0, failures: [], rests: [] };
  return begun(system, limits, false) ?? begun(system, limits, true)!;
};

/** What states may take that are addressed by their numbers: 512 MiB. */
const DIRECT_BYTES = 2 ** 29;

const resumed = (system: System, limits: Limits, part: Part): Found => {
  let from: Part | undefined = part;
  const found = withAllAsked(system, () => {
    const now = from;
    // Where a field is asked for that was not before, there is nothing to go on from.
    from = undefined;
    return visit(system, limits, part.careful, now);
  });
  return found ?? begun(system, limits, true)!;
};

const begun = (system: System, limits: Limits, careful: boolean): Found | undefined =>
  withAllAsked(system, () => visit(system, limits, careful));

/** How far a search has come. */
interface Visit {
  readonly space: Space;
  readonly limits: Limits;
  /** Whether care is taken that nothing is put off for ever. */
  readonly careful: boolean;
  readonly ration: Ration;
  /** What of the ration is taken for tables. */
  tables: number;
  /** To each state the one that it was met from. */
  parents: Uint32Array;
  /** The state at hand. */
  head: number;
  transitions: number;
  goesBack: boolean;
  /** Some run came to rest without a stop. */
  rested: boolean;
  readonly broken: Map<string, Broken>;
  readonly rests: Int32Array[];
  /** The sizes of the levels behind `head`, and where the one that it is in ends. */
  readonly levels: number[];
  levelEnd: number;
  /** With how many states it is saved next. */
  saveAt: number;
}

const newVisit = (system: System, limits: Limits, careful: boolean): Visit => {
  const ration = rationOf((limits.memory ?? Infinity) / 2);
  const store = newStore(system.initial.length, ration);
  const parents = new Uint32Array(1 << 10);
  ration.take(0, parents.byteLength);
  store.insert(system.initial);
  return {
    space: { system, store, target: system.initial.slice(), moves: [] },
    limits,
    careful,
    ration,
    tables: 0,
    parents,
    head: 0,
    transitions: 0,
    goesBack: false,
    rested: false,
    broken: new Map(),
    rests: [],
    levels: [],
    levelEnd: 1,
    saveAt: limits.save?.from ?? Infinity,
  };
};

/** A search as it was. */
const visitOf = (system: System, limits: Limits, part: Part): Visit => {
  const { store: kept, system: numbered, parents, length, levels, ...rest } = part;
  system.renumber(numbered);
  const ration = rationOf((limits.memory ?? Infinity) / 2);
  const store = storeOf(kept, ration);
  ration.take(0, length * 4);
  return {
    ...rest,
    space: { system, store, target: system.initial.slice(), moves: [] },
    limits,
    ration,
    tables: 0,
    parents: longer(parents, length),
    broken: new Map(),
    rests: [],
    levels: [...levels],
    saveAt: nextSave(limits, kept.size),
  };
};

const nextSave = ({ save }: Limits, size: number): number =>
  save === undefined ? Infinity : size + Math.min(size, 4 * save.from);

const partOf = (all: Visit): Part => {
  const { space, careful, head, transitions, goesBack, rested, levels, levelEnd, parents } = all;
  const { system, store } = space;
  return {
    careful,
    head,
    transitions,
    goesBack,
    rested,
    levels,
    levelEnd,
    system: system.numbered(),
    store: store.kept(),
    parents: parents.subarray(0, store.size()),
    length: parents.length,
  };
};

/** Undefined where some run goes round in circles, and `careful` would see that nothing is put off for ever. */
const visit = (
  system: System,
  limits: Limits,
  careful: boolean,
  from?: Part,
): Found | undefined => {
  const all =
    from === undefined ? newVisit(system, limits, careful) : visitOf(system, limits, from);
  const { space, broken } = all;
  const { store } = space;
  note(all, system.broken, { state: 0, option: null });
  const fits = visitStored(all);
  const beyond = fits || limits.goesBeyond !== true ? undefined : visitBeyond(all);
  const complete = all.head === store.size();
  // Where every step leads to a later state, or states can be laid out so that it does, all runs end.
  const circular = complete && all.goesBack && !runsEnd(all, from !== undefined);
  // Where every run ends by a stop, those who were to go on after who may stop them have never moved.
  const stopped = complete && !all.rested && broken.size === 0 && system.groups.length > 1;
  if ((circular || stopped) && !careful) return undefined;
  return {
    states: store.size() + (beyond?.more ?? 0),
    transitions: all.transitions,
    complete,
    endless: circular ? countEndless(space) : 0,
    failures: [...broken.values()].map((each) => ({
      property: each.property,
      schedule: scheduleOf(space, all.parents, each),
    })),
    bytes: store.bytes() + all.parents.byteLength,
    rests: all.rests,
    ...(beyond === undefined ? {} : { beyond }),
  };
};

const runsEnd = ({ space, careful }: Visit, resumed: boolean): boolean => {
  // The tables of a search that was gone on with do not know the steps that it began with.
  if (resumed) retakeAll(space);
  return isAcyclic(space.system) || (!careful && canBeLaidOut(space));
};

const note = (
  { broken }: Visit,
  properties: readonly string[],
  where: Pick<Broken, 'state' | 'option'>,
  after: () => readonly Int32Array[] = () => [],
): void => {
  for (const property of properties) {
    if (!broken.has(property)) broken.set(property, { ...where, property, after: after() });
  }
};

/** Nobody can move any more, in the state at hand or after it. */
const rest = (all: Visit, vector: Int32Array, after?: () => readonly Int32Array[]): void => {
  const properties = all.space.system.atRest(vector);
  if (properties.length > 0) note(all, properties, { state: all.head, option: null }, after);
  if (all.limits.rests === true) all.rests.push(vector.slice());
};

const goesOn = ({ limits, broken }: Visit, states: number): boolean =>
  limits.stopped?.() !== true &&
  states <= limits.states &&
  !limits.enough(new Set(broken.keys()), states);

/** Visits states breadth first, and stores what it meets; whether there was room for all that. */
const visitStored = (all: Visit): boolean => {
  const { space, careful, limits } = all;
  const { system, store } = space;
  const vector = system.initial.slice();
  const reach = (number: number, move: Move): void => {
    all.transitions += 1;
    if (move.broken.length > 0) note(all, move.broken, { state: all.head, option: move.name });
    if (number === STOPPED) {
      rest(all, space.target, () => [space.target.slice()]);
      return;
    }
    if (number < 0) {
      if (~number <= all.head) all.goesBack = true;
      return;
    }
    all.parents[number] = all.head;
    // What is stored has a parent, even where there is no room for another.
    if (number + 1 >= all.parents.length) lengthen(all);
  };
  let before = 0;
  try {
    while (all.head < store.size() && goesOn(all, store.size())) {
      before = all.transitions;
      countTables(all);
      const end = Math.min(store.size(), all.head + CHUNK);
      for (; all.head < end; all.head += 1) {
        before = all.transitions;
        if (all.head === all.levelEnd) beginLevel(all);
        store.read(all.head, vector);
        if (expandFew(space, all.head, vector, careful, reach)) continue;
        all.rested = true;
        rest(all, vector);
      }
      tell(all);
      if (store.size() >= all.saveAt && all.broken.size === 0) save(all);
    }
    if (limits.stopped?.() === true && all.broken.size === 0) save(all);
    return true;
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    // The state at hand is not visited yet.
    all.transitions = before;
    return false;
  }
};

/** @throws Full where tables have become too large. */
const countTables = (all: Visit): void => {
  const tables = tablesBeyond(all.space.system);
  all.ration.take(all.tables, tables);
  all.tables = tables;
};

const beginLevel = (all: Visit): void => {
  const before = all.levels.reduce((sum, size) => sum + size, 0);
  all.levels.push(all.levelEnd - before);
  all.levelEnd = all.space.store.size();
};

const tell = ({ space, head, levels, limits }: Visit): void => {
  const states = space.store.size();
  limits.tell?.({ states, waiting: states - head, levels });
};

const save = (all: Visit): void => {
  all.limits.save?.keep(partOf(all));
  all.saveAt = nextSave(all.limits, all.space.store.size());
};

const lengthen = (all: Visit): void => {
  const length = Math.ceil(all.parents.length * 1.5);
  all.ration.take(all.parents.byteLength, length * 4);
  all.parents = longer(all.parents, length);
};

const longer = (array: Uint32Array, length: number): Uint32Array => {
  const result = new Uint32Array(length);
  result.set(array);
  return result;
};

/** Goes on from what there was no room to visit. */
const visitBeyond = (all: Visit): Beyond => {
  const { space, head, careful, goesBack, limits } = all;
  const size = space.store.size();
  const stack = Math.floor(limits.memory! / 8);
  const tables = space.system.bytes() + TABLES_FREE;
  return dive(
    { space, head, putsOff: goesBack && !careful, careful: careful || !all.rested },
    { table: limits.memory! - all.ration.taken() - stack, stack },
    {
      goesOn: (more, root) => {
        limits.tell?.({ states: size + more, waiting: size - root, levels: [] });
        return goesOn(all, size + more) && space.system.bytes() <= tables;
      },
      step: () => {
        all.transitions += 1;
      },
      broke: (properties, state, after, option) => note(all, properties, { state, option }, after),
    },
  );
};
