import type { Profile } from '../profile.ts';
import { AMENDED } from './amended.ts';
import { EDGE_TRIGGERED } from './edge-triggered.ts';
import { JCO } from './jco.ts';
import { SPECIFICATION } from './specification.ts';
import { WASMTIME } from './wasmtime.ts';

/** The profiles by name. */
export const PROFILES = {
  specification: SPECIFICATION,
  amended: AMENDED,
  wasmtime: WASMTIME,
  jco: JCO,
  'edge-triggered': EDGE_TRIGGERED,
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileId = keyof typeof PROFILES;

export const isProfileId = (name: string): name is ProfileId => Object.hasOwn(PROFILES, name);
