import type { Action, Machine } from '../model/machine.ts';

/** Two lanes of 32 bits: together they tell apart more than anybody runs. */
interface Hash {
  readonly low: number;
  readonly high: number;
}

/**
 * What is known of a run, in words of 32 bits, four for the run itself, for its last visible step, and for each actor and
 * each cell. Of the run: the sum over its steps, and the last of them. Of an actor: its last step, and the one since which
 * it can move. Of a cell: its last write, and the sum of all reads since.
 */
export interface Trail {
  readonly origin: Hash;
  /** Where the words of each cell and actor begin. */
  readonly cells: Map<string, number>;
  readonly actors: Map<string, number>;
  words: Int32Array;
}

/** An action with all that its steps are hashed from: good for every run that the trail follows. */
export interface TrailStep extends Hash {
  readonly actor: number;
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** The words of an actor, a cell, a run or a visible step; those of the last two come first. */
const WORDS = 4;
const VISIBLE = WORDS;

/** A machine whose runs leave a fingerprint of the trace that they are of. */
export interface Fingerprinted<State> {
  readonly machine: Machine<State>;
  /** Forgets the last run; to be called before each. */
  begin(): void;
  /** The fingerprint of the run: 53 bits, equal for equivalent runs and, but for chance, for no others. */
  print(): number;
}

/**
 * Watches a machine run. The hash of a step is made of its name and the hashes of the steps that it depends on, which
 * are the same in every equivalent run; the fingerprint is the sum over all steps, in which their order is lost.
 * `subject` is what is run, as text: runs of other subjects have other fingerprints.
 */
export const fingerprinted = <State>(
  machine: Machine<State>,
  subject: string,
): Fingerprinted<State> => {
  const trail = newTrail(subject);
  /** By actor: after how many steps it could move last. */
  const able = new Map<string, number>();
  let steps = 0;
  const { inPlace } = machine;
  const noted = <Result extends { readonly visible?: boolean }>(
    action: Action,
    step: Result,
  ): Result => {
    noteStep(trail, trailStep(trail, action), step.visible === true);
    steps += 1;
    return step;
  };
  return {
    // What a search of states asks for is left out: it is worked out for whoever asks.
    machine: {
      start: machine.start,
      key: (state) => machine.key(state),
      label: (state, action) => machine.label(state, action),
      view: (state) => machine.view(state),
      enabled: (state) => {
        const enabled = machine.enabled(state);
        for (const { actor } of enabled) {
          if ((able.get(actor) ?? -1) < steps - 1) noteWoken(trail, trailActor(trail, actor));
          able.set(actor, steps);
        }
        return enabled;
      },
      step: (state, action) => noted(action, machine.step(state, action)),
      ...(inPlace && {
        inPlace: {
          copy: (state) => inPlace.copy(state),
          step: (state, action) => noted(action, inPlace.step(state, action)),
        },
      }),
    },
    begin: () => {
      able.clear();
      steps = 0;
      beginTrail(trail);
    },
    print: () => printOf(trail),
  };
};

export const newTrail = (subject: string): Trail => ({
  origin: hashOf(subject),
  cells: new Map(),
  actors: new Map(),
  words: new Int32Array(16 * WORDS),
});

/** Forgets the last run. */
export const beginTrail = ({ words }: Trail): void => {
  words.fill(0);
};

/** The fingerprint of the run so far. */
export const printOf = ({ origin, words }: Trail): number =>
  (scramble(words[0]! ^ origin.low) >>> 0) * 2 ** 21 + (scramble(words[1]! ^ origin.high) >>> 11);

/** An actor can move that could not before the last step: that is what enabled it. */
export const noteWoken = ({ words }: Trail, actor: number): void => {
  words[actor + 2] = words[2]!;
  words[actor + 3] = words[3]!;
};

/** The step depends on its actor's last one, on what enabled that, and on what its cells and its being visible say. */
export const noteStep = ({ words }: Trail, step: TrailStep, visible: boolean): void => {
  const { actor, reads, writes } = step;
  let low = Math.imul(words[actor]!, 3) + Math.imul(words[actor + 2]!, 5) + words[VISIBLE]!;
  let high =
    Math.imul(words[actor + 1]!, 3) + Math.imul(words[actor + 3]!, 5) + words[VISIBLE + 1]!;
  for (let i = 0; i < reads.length; i += 1) {
    const cell = reads[i]!;
    low = (low + words[cell]!) | 0;
    high = (high + words[cell + 1]!) | 0;
  }
  for (let i = 0; i < writes.length; i += 1) {
    const cell = writes[i]!;
    low = (low + words[cell]! + words[cell + 2]!) | 0;
    high = (high + words[cell + 1]! + words[cell + 3]!) | 0;
  }
  if (visible) {
    low += words[0]!;
    high += words[1]!;
  }
  low = scramble((low | 0) ^ step.low);
  high = scramble((high | 0) ^ step.high);
  for (let i = 0; i < reads.length; i += 1) {
    const cell = reads[i]!;
    words[cell + 2]! += low;
    words[cell + 3]! += high;
  }
  for (let i = 0; i < writes.length; i += 1) {
    const cell = writes[i]!;
    words[cell] = low;
    words[cell + 1] = high;
    words[cell + 2] = 0;
    words[cell + 3] = 0;
  }
  words[actor] = low;
  words[actor + 1] = high;
  words[0]! += low;
  words[1]! += high;
  words[2] = low;
  words[3] = high;
  if (visible) {
    words[VISIBLE] = low;
    words[VISIBLE + 1] = high;
  }
};

/** What the steps of an action are hashed from. */
export const trailStep = (trail: Trail, { name, actor, reads, writes }: Action): TrailStep => {
  const { low, high } = hashOf(name);
  return {
    low,
    high,
    actor: trailActor(trail, actor),
    reads: reads.map((cell) => wordsOf(trail, trail.cells, cell)),
    writes: writes.map((cell) => wordsOf(trail, trail.cells, cell)),
  };
};

export const trailActor = (trail: Trail, id: string): number => wordsOf(trail, trail.actors, id);

const wordsOf = (trail: Trail, places: Map<string, number>, text: string): number => {
  const known = places.get(text);
  if (known !== undefined) return known;
  const place = (trail.cells.size + trail.actors.size + 2) * WORDS;
  places.set(text, place);
  if (place + WORDS > trail.words.length) {
    const longer = new Int32Array(trail.words.length * 2);
    longer.set(trail.words);
    trail.words = longer;
  }
  return place;
};

const hashes = new Map<string, Hash>();
const HASHES_MAX = 10_000;

/** The hash of a text; short ones come again and again. */
const hashOf = (text: string): Hash => {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high + code, 0x85ebca6b) ^ (high >>> 15);
  }
  const hash = { low: scramble(low), high: scramble(high) };
  if (text.length < 80 && hashes.size < HASHES_MAX) hashes.set(text, hash);
  return hash;
};

/** The finaliser of MurmurHash3 (Appleby, public domain): every bit of the result hangs on every bit given. */
const scramble = (hash: number): number => {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};
