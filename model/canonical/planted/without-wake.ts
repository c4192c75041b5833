import type { Profile, WakeSource, Waking } from '../profile.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';

/** The rules by wakes, where this does not wake anybody. */
export const withoutWake = (source: WakeSource): Pick<Profile, 'waking'> => {
  const { on, ...rest } = EDGE_TRIGGERED.waking as Waking;
  return { waking: { ...rest, on: on.filter((other) => other !== source) } };
};
