import type { Profile } from '../profile.ts';
import { AMENDED } from './amended.ts';

/** The rules of Wasmtime at commit e6b33de: docs/engines.md says where each of them is, and what they leave out. */
export const WASMTIME: Profile = {
  ...AMENDED,
  id: 'wasmtime',
  says: 'Wasmtime: blocking is judged before it is tried, and ready core code goes on',
  blockRule: 'eager',
  whenReady: { wait: 'go-on', loop: 'park', yield: 'park', gate: 'park' },
  cancelAfterPartial: 'cancelled',
  syncLoopFilter: 'owner-only',
  donut: 'trap',
  taskReturnOptsCheck: false,
  gateOrder: 'first',
  gateLock: 'every',
  syncLiftCall: 'direct',
  callStart: 'others-first',
  syncInSet: 'if-blocked',
  idleDrop: 'event',
};
