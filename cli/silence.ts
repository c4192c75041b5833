import { Console } from 'node:console';
import type { Printed } from './tasks.ts';

let lines = 0;
let first = '';
let noted: Printed | null = null;

/** Characters of a line that are kept. */
const LINE = 200;

/**
 * For a worker: what a runtime module writes is counted in place of being written, for it must not come between the
 * lines of a verdict, and a hook is called a hundred thousand times. `process.exit` throws, so that the hook that calls it
 * can be named; Node would only end the worker.
 */
export const silence = (): void => {
  const count = (chunk: string | Uint8Array): boolean => {
    const text = String(typeof chunk === 'string' ? chunk : Buffer.from(chunk));
    if (lines === 0) first = text.split('\n')[0]!.slice(0, LINE);
    lines += Math.max(1, text.split('\n').length - 1);
    return true;
  };
  process.stdout.write = count;
  process.stderr.write = count;
  globalThis.console = new Console(process.stdout);
  // Warnings of Node have the number of the process in them.
  process.removeAllListeners('warning');
  process.exit = exit;
  // A promise that a hook leaves behind would end the worker at a time that depends on the machine.
  process.on('unhandledRejection', () => undefined);
};

const exit: typeof process.exit = (code) => {
  const error = new Error(`it calls \`process.exit(${code ?? ''})\``);
  // The place to tell is that of the call.
  Error.captureStackTrace(error, exit);
  throw error;
};

/** Keeps what was written so far as what is told: from here on the number depends on how work is shared out. */
export const notePrinted = (): void => {
  noted = lines === 0 ? null : { lines, first };
};

/** What is to be told of what was written up to now; null where nothing was. */
export const takePrinted = (): Printed | null =>
  noted ?? (lines === 0 ? null : { lines: 0, first: '' });
