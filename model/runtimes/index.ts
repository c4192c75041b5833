import type { Runtime } from '../context/runtime.ts';
import { plantedBugs } from './planted/index.ts';
import { reference, referenceEager, referencePlain } from './reference.ts';

/** The runtimes that are right. */
export const references: readonly Runtime[] = [reference, referenceEager, referencePlain];

/** Every runtime that Heddle knows by name. */
export const builtInRuntimes: readonly Runtime[] = [
  ...references,
  ...plantedBugs.map(({ runtime }) => runtime),
];
