import { EXIT } from './exit-codes.ts';
import { reasonOf } from './reasons.ts';

/** What of the output was lost, in one line; null: nothing was. */
let lost: string | null = null;

/** Whether some of the output has reached its reader. */
let heard = false;

/** Writes to standard output. What cannot be written ends the process with 3, once it has done what it was to do. */
export const writeOut = (text: string): void => {
  process.stdout.write(text, (error) => {
    if (error == null) heard = true;
    // A reader that has seen enough (`heddle list | head -1`) closes the pipe: that is no fault.
    else if (!heard || codeOf(error) !== 'EPIPE') lose('Standard output', error);
  });
};

/** The same for standard error. */
export const writeError = (text: string): void => {
  process.stderr.write(text, (error) => {
    if (error != null) lose('Standard error', error);
  });
};

/** Writes to standard error what nobody misses if it is lost, such as progress. */
export const writeAside = (text: string): void => {
  process.stderr.write(text);
};

const lose = (stream: string, error: Error): void => {
  // The first failure destroys the stream, so all further ones are its own.
  if (lost !== null || codeOf(error) === 'ERR_STREAM_DESTROYED') return;
  lost = `HD902 ${stream} cannot be written: ${reasonOf(error)}.\n`;
  writeAside(lost);
};

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

/** To be called once, before anything is written. */
export const guardStreams = (): void => {
  // Each failure is told to the one who writes; without a listener it would be thrown as well.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('exit', () => {
    if (lost !== null) process.exitCode = EXIT.fault;
  });
};
