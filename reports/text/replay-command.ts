/**
 * The command that replays a record or token, as one pastes it. `rules`: the module of the runtime; empty for a
 * built-in one, and null where it is not known, which leaves a word for the reader to fill in.
 */
export const replayCommand = (what: string, rules: string | null): string => {
  const option = rules === '' ? '' : ` --runtime ${rules === null ? 'MODULE' : quoted(rules)}`;
  return `npx heddle replay ${what}${option}`;
};

const quoted = (word: string): string =>
  /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
