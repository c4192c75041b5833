import type { Beyond } from '../../properties/check-result.ts';
import { follow } from './change.ts';
import { leadsBack, type Space } from './expand.ts';
import { HASHES, seenBits, type SeenBits } from './seen-bits.ts';
import type { Move } from './system.ts';

/** What a store holds of a search that it had no more room for. */
export interface Stored {
  readonly space: Space;
  /** The first state that was not visited. */
  readonly head: number;
  /** Whether steps may have been put off for ever. */
  readonly putsOff: boolean;
  /** Whether nobody who may stop others goes before them. */
  readonly careful: boolean;
}

/** What comes of it. */
export interface Diver {
  /** Asked now and then, with the number of states met so far and the stored state at hand: whether to go on. */
  readonly goesOn: (states: number, root: number) => boolean;
  /** A step was made. */
  readonly step: () => void;
  /** Properties broke, after state number `root` and those that follow it, by an action. */
  readonly broke: (
    properties: readonly string[],
    root: number,
    after: () => readonly Int32Array[],
    option: string | null,
  ) => void;
}

/** The way from a stored state to the one at hand: at each depth a vector, who is asked, and what is left to ask of them. */
interface Path {
  readonly vectors: Int32Array[];
  readonly hashes: number[];
  /** Whose moves are made, as bits; 0: everybody's. */
  readonly few: number[];
  readonly actor: number[];
  readonly move: number[];
  /** Whether somebody moved. */
  readonly able: boolean[];
  /** Whether a step leads to where what was put off is made up for. */
  readonly leadsOn: boolean[];
  /** How often a hash is on it. */
  readonly on: Map<number, number>;
}

interface Dive {
  readonly space: Space;
  readonly seen: SeenBits;
  readonly path: Path;
  readonly depthMax: number;
  readonly careful: boolean;
  readonly diver: Diver;
  more: number;
  dropped: number;
  visited: number;
}

/**
 * Goes on from all states that are stored and not visited, depth first: what is met on the way is told by its bits alone,
 * and the way is the schedule. `table` and `stack`: the bytes for bits and for the longest way.
 *
 * Where a step that is not left out leads to a state that is new, or that was visited and left for good, what is put off
 * is made up for there. Where all lead back to the way itself, or to what is stored, nothing is put off.
 */
export const dive = (
  { space, head, putsOff, careful }: Stored,
  sizes: { readonly table: number; readonly stack: number },
  diver: Diver,
): Beyond => {
  const { store, system } = space;
  const seen = seenBits(sizes.table);
  const places = system.initial.length;
  const depthMax = Math.max(2, Math.floor(sizes.stack / (places * 4 + BYTES_OF_DEPTH)));
  const path: Path = {
    vectors: [system.initial.slice()],
    hashes: [],
    few: [],
    actor: [],
    move: [],
    able: [],
    leadsOn: [],
    on: new Map(),
  };
  const counts = { more: 0, dropped: 0, visited: 0 };
  const all: Dive = { space, seen, path, depthMax, careful, diver, ...counts };
  const size = store.size();
  let root = putsOff ? 0 : head;
  let ended = true;
  for (; root < size && ended; root += 1) {
    const vector = path.vectors[0]!;
    store.read(root, vector);
    if (root >= head) ended = diveFrom(all, root, system.persistent(vector, careful, space.moves));
    else if (leadsBack(space, root, vector)) ended = diveFrom(all, root, 0);
  }
  return {
    exact: size,
    more: all.more,
    bits: seen.bits,
    hashes: HASHES,
    chance: seen.chance(),
    missed: seen.missed(),
    dropped: all.dropped,
    ended,
  };
};

/** What a step of the way takes besides its vector: an array, and seven numbers. */
const BYTES_OF_DEPTH = 200;

/** Whether it came to its end. */
const diveFrom = (all: Dive, root: number, few: number): boolean => {
  const { path, diver, space } = all;
  let depth = 0;
  open(path, 0, few);
  while (depth >= 0) {
    const vector = path.vectors[depth]!;
    const move = nextMove(all, depth, vector);
    const after = (): readonly Int32Array[] =>
      path.vectors.slice(1, depth + 1).map((each) => each.slice());
    if (move === undefined) {
      if (!path.able[depth]!) diver.broke(space.system.atRest(vector), root, after, null);
      if (depth > 0) leave(path, depth);
      depth -= 1;
      continue;
    }
    diver.step();
    if (move.broken.length > 0) diver.broke(move.broken, root, after, move.name);
    follow(vector, move.changes, space.target);
    space.system.canonical.least(space.target);
    if (move.stops && space.system.stopped(space.target)) {
      const last = (): readonly Int32Array[] => [...after(), space.target.slice()];
      diver.broke(space.system.atRest(space.target), root, last, null);
      continue;
    }
    if (!meets(all, depth)) continue;
    all.more += 1;
    depth += 1;
    if (depth === all.depthMax) {
      all.dropped += 1;
      depth -= 1;
      continue;
    }
    const hash = all.seen.last();
    path.hashes[depth] = hash;
    path.on.set(hash, (path.on.get(hash) ?? 0) + 1);
    (path.vectors[depth] ??= space.target.slice()).set(space.target);
    open(path, depth, space.system.persistent(space.target, all.careful, space.moves));
    all.visited += 1;
    if (all.visited % 1_024 === 0 && !diver.goesOn(all.more, root)) return false;
  }
  return diver.goesOn(all.more, root);
};

const open = (path: Path, depth: number, few: number): void => {
  path.few[depth] = few;
  path.actor[depth] = 0;
  path.move[depth] = 0;
  path.able[depth] = false;
  path.leadsOn[depth] = false;
};

const leave = ({ hashes, on }: Path, depth: number): void => {
  const hash = hashes[depth]!;
  const times = on.get(hash)! - 1;
  if (times === 0) on.delete(hash);
  else on.set(hash, times);
};

/** The next move from the state at this depth; undefined where there is none. */
const nextMove = ({ space, path }: Dive, depth: number, vector: Int32Array): Move | undefined => {
  const { actors, movesOf } = space.system;
  const { few, actor, move, able, leadsOn } = path;
  for (;;) {
    const at = actor[depth]!;
    if (at === actors.length) {
      if (few[depth] === 0 || leadsOn[depth]!) return undefined;
      // All that was not left out leads back: nothing is.
      few[depth] = ~few[depth]! & ((1 << actors.length) - 1);
      leadsOn[depth] = true;
      actor[depth] = 0;
      if (few[depth] === 0) return undefined;
      continue;
    }
    const moves = few[depth] === 0 || (few[depth]! & (1 << at)) !== 0 ? movesOf(vector, at) : [];
    const i = move[depth]!;
    if (i < moves.length) {
      move[depth] = i + 1;
      able[depth] = true;
      return moves[i]!;
    }
    actor[depth] = at + 1;
    move[depth] = 0;
  }
};

/** Whether the state in the room for one is new, to which a move leads. */
const meets = ({ space: { store, target }, seen, path }: Dive, depth: number): boolean => {
  if (store.find(target) >= 0) return false;
  const isNew = seen.meet(target);
  if (isNew || !path.on.has(seen.last())) path.leadsOn[depth] = true;
  return isNew;
};
