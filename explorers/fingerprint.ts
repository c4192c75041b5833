import type { Action, Machine } from '../model/machine.ts';

/** Two lanes of 32 bits: together they tell apart more than anybody runs. */
interface Hash {
  readonly low: number;
  readonly high: number;
}

/** What is known of a cell in a run: its last write, and all reads since, as sums. */
interface Cell {
  run: number;
  writeLow: number;
  writeHigh: number;
  readLow: number;
  readHigh: number;
}

/** What is known of an actor in a run: its last step, the step since which it can move, and when it last could. */
export interface TrailActor {
  run: number;
  low: number;
  high: number;
  causeLow: number;
  causeHigh: number;
  able: number;
}

/** An action with all that its steps are hashed from: good for every run that the trail follows. */
export interface TrailStep {
  readonly label: Hash;
  readonly actor: TrailActor;
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
}

/** What is known of a run: how far it is, the sum over its steps, the last of them, and the last visible one. */
export interface Trail {
  readonly origin: Hash;
  readonly cells: Map<string, Cell>;
  readonly actors: Map<string, TrailActor>;
  run: number;
  steps: number;
  sumLow: number;
  sumHigh: number;
  lastLow: number;
  lastHigh: number;
  visibleLow: number;
  visibleHigh: number;
}

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
  const { inPlace } = machine;
  const noted = <Result extends { readonly visible?: boolean }>(
    action: Action,
    step: Result,
  ): Result => {
    noteStep(trail, trailStep(trail, action), step.visible === true);
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
        for (const { actor } of enabled) noteAble(trail, trailActor(trail, actor));
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
    begin: () => beginTrail(trail),
    print: () => printOf(trail),
  };
};

export const newTrail = (subject: string): Trail => ({
  origin: hashOf(subject),
  cells: new Map(),
  actors: new Map(),
  run: 0,
  steps: 0,
  sumLow: 0,
  sumHigh: 0,
  lastLow: 0,
  lastHigh: 0,
  visibleLow: 0,
  visibleHigh: 0,
});

/** Forgets the last run. */
export const beginTrail = (trail: Trail): void => {
  trail.run += 1;
  trail.steps = 0;
  trail.sumLow = 0;
  trail.sumHigh = 0;
  trail.lastLow = 0;
  trail.lastHigh = 0;
  trail.visibleLow = 0;
  trail.visibleHigh = 0;
};

/** The fingerprint of the run so far. */
export const printOf = ({ origin, sumLow, sumHigh }: Trail): number =>
  (scramble(sumLow ^ origin.low) >>> 0) * 2 ** 21 + (scramble(sumHigh ^ origin.high) >>> 11);

/** An actor can move. If it could not before the last step, that is what enabled it. */
export const noteAble = (trail: Trail, actor: TrailActor): void => {
  if (actor.run !== trail.run) renewActor(actor, trail.run);
  if (actor.able < trail.steps - 1) {
    actor.causeLow = trail.lastLow;
    actor.causeHigh = trail.lastHigh;
  }
  actor.able = trail.steps;
};

/** The step depends on its actor's last one, on what enabled that, and on what its cells and its being visible say. */
export const noteStep = (
  trail: Trail,
  { label, actor, reads, writes }: TrailStep,
  visible: boolean,
): void => {
  const { run } = trail;
  if (actor.run !== run) renewActor(actor, run);
  let low = Math.imul(actor.low, 3) + Math.imul(actor.causeLow, 5) + trail.visibleLow;
  let high = Math.imul(actor.high, 3) + Math.imul(actor.causeHigh, 5) + trail.visibleHigh;
  for (let i = 0; i < reads.length; i += 1) {
    const cell = reads[i]!;
    if (cell.run !== run) renewCell(cell, run);
    low += cell.writeLow;
    high += cell.writeHigh;
  }
  for (let i = 0; i < writes.length; i += 1) {
    const cell = writes[i]!;
    if (cell.run !== run) renewCell(cell, run);
    low += cell.writeLow + cell.readLow;
    high += cell.writeHigh + cell.readHigh;
  }
  if (visible) {
    low += trail.sumLow;
    high += trail.sumHigh;
  }
  low = scramble((low | 0) ^ label.low);
  high = scramble((high | 0) ^ label.high);
  for (let i = 0; i < reads.length; i += 1) {
    const cell = reads[i]!;
    cell.readLow = (cell.readLow + low) | 0;
    cell.readHigh = (cell.readHigh + high) | 0;
  }
  for (let i = 0; i < writes.length; i += 1) {
    const cell = writes[i]!;
    cell.writeLow = low;
    cell.writeHigh = high;
    cell.readLow = 0;
    cell.readHigh = 0;
  }
  actor.low = low;
  actor.high = high;
  trail.lastLow = low;
  trail.lastHigh = high;
  trail.sumLow = (trail.sumLow + low) | 0;
  trail.sumHigh = (trail.sumHigh + high) | 0;
  if (visible) {
    trail.visibleLow = low;
    trail.visibleHigh = high;
  }
  trail.steps += 1;
};

/** What the steps of an action are hashed from. */
export const trailStep = (trail: Trail, { name, actor, reads, writes }: Action): TrailStep => ({
  label: hashOf(name),
  actor: trailActor(trail, actor),
  reads: reads.map((cell) => trailCell(trail, cell)),
  writes: writes.map((cell) => trailCell(trail, cell)),
});

export const trailActor = ({ actors }: Trail, id: string): TrailActor => {
  let actor = actors.get(id);
  if (actor === undefined) {
    actor = { run: -1, low: 0, high: 0, causeLow: 0, causeHigh: 0, able: -1 };
    actors.set(id, actor);
  }
  return actor;
};

const trailCell = ({ cells }: Trail, name: string): Cell => {
  let cell = cells.get(name);
  if (cell === undefined) {
    cell = { run: -1, writeLow: 0, writeHigh: 0, readLow: 0, readHigh: 0 };
    cells.set(name, cell);
  }
  return cell;
};

const renewActor = (actor: TrailActor, run: number): void => {
  actor.run = run;
  actor.low = 0;
  actor.high = 0;
  actor.causeLow = 0;
  actor.causeHigh = 0;
  actor.able = -1;
};

const renewCell = (cell: Cell, run: number): void => {
  cell.run = run;
  cell.writeLow = 0;
  cell.writeHigh = 0;
  cell.readLow = 0;
  cell.readHigh = 0;
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
