import { distance } from 'fastest-levenshtein';

/** No name of ours is longer. */
const LENGTH_MAX = 100;

/** `"; did you mean …?"` for a known name that is at most a third of the letters away, else nothing. */
export const nearest = (name: string, known: readonly string[]): string => {
  if (name.length > LENGTH_MAX) return '';
  const best = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .toSorted((a, b) => a.edits - b.edits)[0];
  return best !== undefined && best.edits <= Math.ceil(name.length / 3)
    ? `; did you mean \`${best.candidate}\`?`
    : '';
};
