/**
 * Control characters, which a terminal obeys, and characters that change how text reads without being seen: marks and
 * overrides of direction, zero-width ones, separators of lines, tags, and halves of surrogate pairs. The no-break space
 * is none of them. The list is fixed, for that of a Unicode property differs between versions of Node.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{D800}-\u{DFFF}\u{E0000}-\u{E007F}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** As in a string of JavaScript, except that those beyond U+FFFF are written as the shell does: `\U000e0041`. */
const escaped = (character: string): string => {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return NAMED[character] ?? `\\x${hex(code, 2)}`;
  return code > 0xff_ff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
};

/**
 * A text from a file, a module or a command line as part of one line: what cannot be seen is written as an escape, line
 * breaks among it. Text that can be seen stays as it is, so doing it twice changes nothing.
 */
export const visible = (text: string): string => text.replaceAll(HIDDEN, escaped);

/** The same for text of several lines: line breaks stay. */
export const visibleLines = (text: string): string =>
  text.replaceAll(HIDDEN, (character) => (character === '\n' ? '\n' : escaped(character)));

/**
 * The text of a JSON value, indented. `JSON.stringify` escapes only what JSON does not allow in strings, so C1 controls
 * and overrides of direction would reach the terminal.
 */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(HIDDEN, (character) =>
    character === '\n'
      ? '\n'
      : character
          .split('')
          .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
          .join(''),
  );
