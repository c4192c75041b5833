import type { Profile } from '../profile.ts';
import { WASMTIME } from './wasmtime.ts';

/** As Wasmtime, but parent and child may call one another and what is ready parks all the same. */
export const JCO: Profile = {
  ...WASMTIME,
  id: 'jco',
  says: 'jco: blocking is judged before it is tried, and every wait parks',
  whenReady: { wait: 'park', yield: 'park', gate: 'park' },
  donut: 'allow',
  gatedCall: 'returns',
};
