import { countMachine } from './count.ts';
import { sizeName, VARIANTS } from './instance.ts';
import { COUNTED } from './measures.ts';
import { compilePan, whyNoSpin } from './spin-run.ts';

/**
 * That Spin's model is the machine: at every counted size and in every variant as many states and transitions. Says so.
 *
 * @throws Error if they differ, for then nothing that follows compares like with like.
 */
export const countsAgree = (): string => {
  const reason = whyNoSpin();
  if (reason !== undefined) return `Spin's model was not compared with the machine: ${reason}`;
  for (const size of COUNTED) {
    for (const variant of VARIANTS) {
      const ours = countMachine(size, variant);
      const pan = compilePan(size, variant, { order: 'depth first', writing: 'exact' }, false);
      const theirs = pan.run();
      pan.clear();
      if (ours.states !== theirs.states || ours.transitions !== theirs.transitions) {
        throw new Error(
          `${sizeName(size)}, ${variant}: ${ours.states} states and ${ours.transitions} transitions, in Spin ${theirs.states} and ${theirs.transitions}`,
        );
      }
    }
  }
  return `Spin's model has as many states and transitions as the machine: ${COUNTED.map(sizeName).join(', ')}, in ${VARIANTS.length} variants`;
};
