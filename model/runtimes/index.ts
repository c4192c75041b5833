import type { Runtime } from '../context/runtime.ts';
import { plantedBugs } from './planted/index.ts';
import { references } from './reference.ts';

export { references } from './reference.ts';

/** Every runtime that Heddle knows by name. */
export const builtInRuntimes: readonly Runtime[] = [
  ...references,
  ...plantedBugs.map(({ runtime }) => runtime),
];
