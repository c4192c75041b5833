import { writeAside } from './streams.ts';

/** Tells how far long work has come: one line that is written over, and only to a person's terminal. */
export interface Progress {
  tell(text: string): void;
  clear(): void;
}

export const startProgress = (): Progress => {
  const { stderr } = process;
  if (!stderr.isTTY) return { tell: () => undefined, clear: () => undefined };
  return {
    // A line that is longer than the terminal is wide could not be written over.
    tell: (text) => writeAside(`\r\u001B[K${text.slice(0, stderr.columns - 1)}`),
    clear: () => writeAside('\r\u001B[K'),
  };
};
