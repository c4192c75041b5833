import { WAKE_SOURCES, type Profile, type WakeSource } from '../profile.ts';
import { AMENDED } from './amended.ts';

/** The amended rules, by wakes as engines do it: it allows what the amended rules allow. */
export const EDGE_TRIGGERED: Profile = {
  ...AMENDED,
  id: 'edge-triggered',
  says: 'the amended specification, where who waits sleeps until somebody wakes it',
  waking: {
    on: Object.keys(WAKE_SOURCES) as WakeSource[],
    wait: ['register', 'check', 'park'],
    token: true,
  },
};
