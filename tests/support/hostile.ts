/** What a terminal, a CI or a reader would be misled by, after a space so that a line may be broken there. */
export const HOSTILE =
  ' \u001B[2J\n::error::x\r\n\u202Edlo\u009B31m\u2028\u0007\u200B\uD800 ##[group]x';

/** A character that must not come out, the line break of the report itself aside. */
export const HIDDEN: RegExp =
  // oxlint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|\p{Cs}/u;

/** Fields by whose value a report is chosen. */
const WORDS = new Set(['verdict', 'end', 'checked', 'result', 'strategy']);

/** A value with `HOSTILE` after each of its texts and names, except where a report is chosen by them. */
export const hostile = <T>(value: T): T => made(value) as T;

const made = (value: unknown): unknown => {
  if (typeof value === 'string') return value + HOSTILE;
  if (Array.isArray(value)) return value.map(made);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      WORDS.has(key) && typeof inner === 'string' ? inner : made(inner),
    ]),
  );
};
