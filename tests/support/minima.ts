import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Minima, Minimum } from '../../properties/minimum.ts';

const FILE = resolve(import.meta.dirname, '../../docs/minimum.json');

/** The smallest counterexamples that Heddle knows of its planted bugs. */
export const minima: readonly Minimum[] = (JSON.parse(readFileSync(FILE, 'utf8')) as Minima).bugs;
