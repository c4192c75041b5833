import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';
import { writeAside } from './streams.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The signals that end a command early. */
export type Interrupting = (typeof SIGNALS)[number];

const stop = new AbortController();
let first: Interrupting | null = null;

/** Aborted by the first signal: what explores then ends with what it has found. */
export const interruption: AbortSignal = stop.signal;
// One for each request that a worker is at work on, or that waits for one.
setMaxListeners(0, interruption);

/** The signal that came, or null. */
export const interruptedBy = (): Interrupting | null => first;

/** What the JSON of a command has more where it was interrupted. */
export const interruptedJson = (): { readonly interrupted?: string } =>
  first === null ? {} : { interrupted: first };

/** As shells have it: 130 for SIGINT, 143 for SIGTERM. */
export const exitOfSignal = (name: Interrupting): number => 128 + constants.signals[name];

/** From now on the first signal ends the command with what it has found, and the second ends the process. */
export const catchSignals = (): void => {
  if (SIGNALS.some((name) => process.listenerCount(name) > 0)) return;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (first !== null) process.exit(exitOfSignal(name));
      first = name;
      const clear = process.stderr.isTTY ? '\r\u001B[K' : '';
      writeAside(
        `${clear}interrupted by ${name}: ends with what was found so far; a second signal ends it at once\n`,
      );
      stop.abort();
    });
  }
};

/** What a request to a worker ends with that has nothing to show for itself where it is interrupted. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The value, or undefined where the work on it was interrupted. */
export const unlessInterrupted = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  }
};
