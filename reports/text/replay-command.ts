import { visible } from '../../model/visible.ts';

/**
 * The command that replays a record or token, as one pastes it. `rules`: the module of the runtime; empty for a
 * built-in one, and null where it is not known, which leaves a word for the reader to fill in.
 */
export const replayCommand = (what: string, rules: string | null): string => {
  const option = rules === '' ? '' : ` --runtime ${rules === null ? 'MODULE' : shellWord(rules)}`;
  return `npx heddle replay ${shellWord(what)}${option}`;
};

/** One word of a shell. What cannot be seen is written as bash and zsh read it in `$'…'`. */
export const shellWord = (word: string): string => {
  if (/^[\w./-]+$/.test(word)) return word;
  return visible(word) === word
    ? `'${word.replaceAll("'", "'\\''")}'`
    : `$'${visible(word.replaceAll(/[\\']/g, String.raw`\$&`))}'`;
};
