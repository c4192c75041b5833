import type { Profile } from '../profile.ts';
import { AMENDED } from './amended.ts';

/** A known fault of the specification or of engines, and the rule that mends it. */
export interface Hole {
  readonly rule: keyof Profile;
  readonly says: string;
}

/** The holes that the executable specification has and `amended` has not. */
export const HOLES: readonly Hole[] = [
  {
    rule: 'redeliverPendingCancel',
    says: 'a cancel that met nobody who could be told is lost',
  },
  {
    rule: 'subtaskCancelWakes',
    says: 'a sync `subtask.cancel` wakes on the event that the callee has started',
  },
  {
    rule: 'syncLoopFilter',
    says: 'a blocked sync call runs a callback task that idles without the lock',
  },
  {
    rule: 'readerDropMeetsWrite',
    says: 'the reader of a future is dropped while a write is pending',
  },
  {
    rule: 'cancellableWhileRunning',
    says: 'a task is cancelled whose thread is running',
  },
];

/** What engines do beside that is known to break an invariant. */
const OF_ENGINES: readonly Hole[] = [
  {
    rule: 'syncLiftCall',
    says: 'a sync call of a function that is lifted sync passes by the gate and the lock',
  },
  {
    rule: 'idleDrop',
    says: 'the drop of an end gives a peer an event that has no copy',
  },
];

/** The rules of a profile with one hole mended, for each hole that it has. */
export const mended = (
  profile: Profile,
): readonly { readonly hole: Hole; readonly profile: Profile }[] =>
  [...HOLES, ...OF_ENGINES]
    .filter(({ rule }) => profile[rule] !== AMENDED[rule])
    .map((hole) => ({
      hole,
      profile: { ...profile, [hole.rule]: AMENDED[hole.rule] },
    }));
