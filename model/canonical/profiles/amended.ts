import type { Profile } from '../profile.ts';
import { SPECIFICATION } from './specification.ts';

/** The specification without the holes that it is known to have. */
export const AMENDED: Profile = {
  ...SPECIFICATION,
  id: 'amended',
  says: 'the specification, with lost cancels and its other known faults mended',
  syncLoopFilter: 'all-exclusive',
  redeliverPendingCancel: true,
  cancellableWhileRunning: false,
  subtaskCancelWakes: 'resolution',
  readerDropMeetsWrite: 'dropped',
};
