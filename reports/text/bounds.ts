import type { ProofBounds, Proved } from '../../properties/check-result.ts';
import { grouped, plural } from './layout.ts';

/** Bounds in a few words. */
export const withinText = (bounds: ProofBounds): string => {
  const { work, operations, signals } = bounds;
  const all =
    work === null
      ? []
      : [
          `${work === 1 ? '1 operation or signal' : `${grouped(work)} operations and signals`} in all`,
        ];
  return [
    `up to ${plural(bounds.tasks, 'task')}`,
    plural(bounds.executors, 'executor'),
    ...(bounds.stores > 1 ? [plural(bounds.stores, 'store')] : []),
    plural(bounds.waitables, 'waitable'),
    plural(bounds.sets, 'set'),
    ...(bounds.locks > 0 ? [plural(bounds.locks, 'lock')] : []),
    ...(signals === work ? [] : [plural(signals, 'signal')]),
    `${plural(bounds.depth, 'frame')}${operations === work ? '' : ` and ${plural(operations, 'operation')}`} a task`,
    ...all,
  ].join(', ');
};

/** What a check proved, in a sentence. */
export const provedText = ({ bounds, instances, states, transitions }: Proved): string =>
  `proved every program of ${withinText(bounds)}, over ${bounds.vocabulary.join(', ')}: ${plural(instances, 'instance')}, ${plural(states, 'state')}, ${plural(transitions, 'transition')}`;
