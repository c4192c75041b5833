import type { Profile } from '../profile.ts';
import { AMENDED } from './amended.ts';

/** The rules that the tests of the specification hold for Wasmtime: blocking is judged before it is tried. */
export const WASMTIME: Profile = {
  ...AMENDED,
  id: 'wasmtime',
  says: 'Wasmtime: blocking is judged before it is tried, and what is ready goes on',
  blockRule: 'eager',
  whenReady: { wait: 'go-on', yield: 'park', gate: 'park' },
  cancelAfterPartial: 'cancelled',
  redeliverPendingCancel: false,
  donut: 'trap',
  taskReturnOptsCheck: false,
  gateOrder: 'first',
  gatedCall: 'others-first',
};
