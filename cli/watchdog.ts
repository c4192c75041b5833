import { CALLS, type Called } from '../model/context/hook-calls.ts';

/**
 * The cells of a request: the number of the call that its worker is in, 0 for none; how many calls it has made; and whether
 * it is to end with what it has. The fourth is there for what follows, which takes eight bytes each.
 */
const CELLS = 4;

export const BYTES_OF_WATCH: number = CELLS * Int32Array.BYTES_PER_ELEMENT;

export const watchCells = (memory: SharedArrayBuffer): Int32Array =>
  new Int32Array(memory, 0, CELLS);

export const readCalls = (cells: Int32Array): number => Atomics.load(cells, 1);

export const writeStop = (cells: Int32Array): void => {
  Atomics.store(cells, 2, 1);
};

export const readStop = (cells: Int32Array): boolean => Atomics.load(cells, 2) === 1;

export const writeCall = (cells: Int32Array, called: Called): void => {
  Atomics.add(cells, 1, 1);
  Atomics.store(cells, 0, CALLS.indexOf(called) + 1);
};

export const writeNoCall = (cells: Int32Array): void => {
  Atomics.store(cells, 0, 0);
};

/** The call that a worker is in, or undefined. */
export const readCall = (cells: Int32Array): Called | undefined =>
  CALLS[Atomics.load(cells, 0) - 1];

/**
 * How much processor time one call of a user's function may take, in seconds: a million times what a pure function of
 * small values needs. Tests set it, to wait less.
 */
const CALL_SECONDS = Number(process.env['HEDDLE_CALL_SECONDS'] ?? 10);

/** How long a call may take by the clock, in seconds: for one that uses no processor, as a module that waits while it loads. */
const WAIT_SECONDS = 12 * CALL_SECONDS;

/** What is seen of a worker at one time. */
export interface Look {
  readonly called: Called | undefined;
  /** The calls so far. */
  readonly calls: number;
  /** The processor time that the process has used so far, in seconds. */
  readonly used: number;
  /** How many workers are at work. */
  readonly busy: number;
  /** The time since the look before, in seconds. */
  readonly passed: number;
}

/** Why a call is taken for one that does not come back. */
export interface Stuck {
  readonly called: Called;
  readonly after: string;
}

/**
 * Watches the calls of one worker. Node tells the processor time of the whole process, and a worker's share of it is what
 * is used divided by the workers at work. On a busy machine the process gets less of it, so a call is given more time.
 */
export const watchdog = (): ((look: Look) => Stuck | undefined) => {
  let calls = -1;
  let before = 0;
  let share = 0;
  let waited = 0;
  return ({ called, calls: now, used, busy, passed }) => {
    if (called === undefined || now !== calls) {
      [calls, before, share, waited] = [now, used, 0, 0];
      return undefined;
    }
    share += (used - before) / Math.max(1, busy);
    before = used;
    waited += passed;
    if (share >= CALL_SECONDS) return { called, after: `${CALL_SECONDS} s of processor time` };
    if (waited >= WAIT_SECONDS) return { called, after: `${WAIT_SECONDS} s` };
    return undefined;
  };
};
