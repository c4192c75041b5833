import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';

/** What a proof may leave out. */
export const REDUCTIONS = ['order', 'symmetry', 'frames'] as const;

/** Interleavings that others make up for, states that are symmetric to others, frames that behave as others do. */
export type Reduction = (typeof REDUCTIONS)[number];

/** Words for reductions, each once and in one order. @throws HeddleError HD431 for an unknown one. */
export const reductionsOf = (words: readonly string[]): readonly Reduction[] => {
  const known: readonly string[] = REDUCTIONS;
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return REDUCTIONS.filter((word) => words.includes(word));
  throw new HeddleError(
    'HD431',
    `Unknown reduction \`${unknown}\`${nearest(unknown, known)}`,
    [`known: ${known.join(', ')}; or \`none\`, alone`],
    'docs/proof.md says what each of them leaves out, and why that hides nothing.',
  );
};
