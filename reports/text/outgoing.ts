import { visibleJson, visibleLines } from '../../model/visible.ts';

/**
 * A text as it goes to a terminal or to the log of a CI. Reports and errors escape what they quote; this escapes what one
 * of them forgot, and lines that a CI would take for a command, such as `::error::` and `##[group]`. Colour and the
 * annotations that are meant as commands are added after it.
 */
export const outgoing = (text: string): string =>
  visibleLines(text)
    .replaceAll(/^([^\S\n]*):(?=:)/gm, String.raw`$1\x3a`)
    .replaceAll(HASH_OF_COMMAND, String.raw`\x23`);

const HASH_OF_COMMAND = /#(?=#\w*\[)/g;

/** The same for a value as JSON, which says the same after it. */
export const outgoingJson = (value: unknown): string =>
  visibleJson(value).replaceAll(HASH_OF_COMMAND, String.raw`\u0023`);
