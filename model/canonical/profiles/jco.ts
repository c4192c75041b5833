import type { Profile } from '../profile.ts';
import { AMENDED } from './amended.ts';

/** The rules of jco-transpile 0.15.0: docs/engines.md says how each of them shows, and what they leave out. */
export const JCO: Profile = {
  ...AMENDED,
  id: 'jco',
  says: 'jco: what is ready parks in core code, and goes on in a callback',
  whenReady: { wait: 'park', loop: 'go-on', yield: 'park', gate: 'park' },
  cancelAfterPartial: 'cancelled',
  redeliverPendingCancel: false,
  taskReturnOptsCheck: false,
  gateOrder: 'first',
  syncLiftCall: 'direct',
  syncInSet: 'if-blocked',
};
