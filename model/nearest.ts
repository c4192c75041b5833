import { distance } from 'fastest-levenshtein';

/** `"; did you mean …?"` for a known name at most three edits away, else nothing. */
export const nearest = (name: string, known: readonly string[]): string => {
  const best = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .toSorted((a, b) => a.edits - b.edits)[0];
  return best !== undefined && best.edits <= 3 ? `; did you mean \`${best.candidate}\`?` : '';
};
