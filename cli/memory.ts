import { totalmem } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';
import { MEMORY_DEFAULT } from '../api/memory.ts';
import { sizeText } from '../reports/text/layout.ts';

/** The line of `--help` on memory. */
export const MEMORY_OPTION = {
  type: 'string',
  valueHint: 'size',
  description: `what one search may take, as 500M or 2G (default: ${sizeText(MEMORY_DEFAULT)})`,
} as const;

const MEGABYTE = 2 ** 20;

/** What a worker takes besides what a search counts: the program, its tables, and a young generation. */
const BESIDES = 256 * MEGABYTE;

/** The share of the machine's memory that all workers may take together. */
const SHARE = 3 / 4;

/** What the machine has, or the container that this process is in. */
const machineMemory = (): number => {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
};

/**
 * As many workers as were asked for, or as fit where each of them fills its memory. No result depends on their number,
 * so none depends on the machine.
 */
export const workersWithin = (
  asked: number,
  memory: number,
  machine: number = machineMemory(),
): number => Math.min(asked, Math.max(1, Math.floor((machine * SHARE) / (memory + BESIDES))));

/**
 * The limits of a worker's heap. A search ends by what it counts, which must not depend on a garbage collector: its
 * limit is half as much again, and far above what everything else takes.
 */
export const limitsOfWorker = (memory: number): ResourceLimits => ({
  // Runs leave little behind, and much of it at once: with the usual 16 MB half of their time is collecting it.
  maxYoungGenerationSizeMb: 96,
  maxOldGenerationSizeMb: Math.ceil((1.5 * memory) / MEGABYTE) + 512,
});
