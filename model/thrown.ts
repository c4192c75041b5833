import { describe } from './json.ts';

/** A user may throw any value: a text, a proxy, an error whose name or message cannot be read. */
const safely = (read: () => string): string => {
  try {
    return read();
  } catch {
    return 'a value that cannot be read';
  }
};

/** What was thrown, in one line: its name, and what it says. */
export const thrownText = (thrown: unknown): string =>
  safely(() => (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : describe(thrown)));

/** What it says alone. */
export const thrownMessage = (thrown: unknown): string =>
  safely(() => {
    // Of an error that was made by hand it may be anything.
    const said: unknown = thrown instanceof Error ? thrown.message : describe(thrown);
    return String(said);
  });
