import { COUNTS } from './digest.ts';
import type { Rules } from './rules.ts';
import type { State } from './state.ts';
import type { ContextEvent } from './events.ts';

/**
 * Whether a step concerns everybody: it trapped, which stops others, or it changed the counts that the runtime reads
 * deadlocks off, and the runtime may see one where somebody can still move. (A deadlock that is reported when nobody
 * can is no news to anybody, whoever it was that moved last.)
 */
export const isVisible = (
  events: readonly ContextEvent[],
  before: string,
  after: string,
): boolean => before !== after || events.some(({ kind }) => kind === 'trapped');

/** The counts of a state, where they let the runtime see more than there is; else nothing. */
export const seenByAll = (rules: Rules, state: State): string =>
  isRash(rules) ? counted(state) : '';

const known = new WeakMap<Rules, boolean>();

/** Whether the runtime takes for a deadlock what need not be one: somebody of the store, or a source, can move. */
export const isRash = (rules: Rules): boolean => {
  const before = known.get(rules);
  if (before !== undefined) return before;
  const rash = COUNTS.some((ready) =>
    COUNTS.some((running) =>
      COUNTS.some(
        (sources) => ready + running + sources > 0 && reports(rules, { ready, running, sources }),
      ),
    ),
  );
  known.set(rules, rash);
  return rash;
};

const reports = (
  rules: Rules,
  able: { readonly ready: number; readonly running: number; readonly sources: number },
): boolean =>
  COUNTS.some((parked) =>
    COUNTS.some(
      (parkedOnEmptySet) =>
        parkedOnEmptySet <= parked &&
        rules.verdict({ ...able, parked, parkedOnEmptySet }) === 'deadlock',
    ),
  );

/** All that the counts of a verdict are made of. */
const counted = ({ tasks, signallers, waitables, stores }: State): string =>
  [
    tasks.map(({ status }) => status),
    signallers.map(({ at }) => at),
    waitables.map(({ home }) => home),
    stores.map(({ over }) => over),
  ].join();
