import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './count.ts';
import type { Size, Variant } from './instance.ts';
import { promela, type Writing } from './spin.ts';

/** How Spin searches: in which order, and whether it reduces. Unreduced it keeps every state of the machine apart. */
export interface SpinSearch {
  readonly order: 'depth first' | 'breadth first';
  readonly writing: Writing;
}

/** A model, generated, translated and compiled; `run` searches it once. `clear` removes what was written. */
export interface Pan {
  readonly run: () => PanRun;
  readonly clear: () => void;
}

export interface PanRun extends Counts {
  /** By its own clock: the search alone. */
  readonly seconds: number;
  /** From the start of the process to its end. */
  readonly wall: number;
  /** 0: the model was verified. */
  readonly errors: number;
}

const answers = (command: string, ...words: readonly string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore', timeout: 10_000 }).error === undefined;

/** Why there is no Spin to compare with, or undefined. */
export const whyNoSpin = (): string | undefined => {
  if (!answers('spin', '-V')) return 'no `spin` here (Debian: apt-get install spin)';
  return answers('gcc', '--version') ? undefined : 'no `gcc` here, which Spin needs';
};

/**
 * Compiles the model of an instance. `judging` false: breaks are no errors, so that the search goes on to its end.
 *
 * @throws Error if Spin or gcc do not accept it.
 */
export const compilePan = (
  size: Size,
  variant: Variant,
  { order, writing }: SpinSearch,
  judging = true,
): Pan => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-spin-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.pml'), promela(size, variant, writing));
  // Dead variables and merged statements are reductions as well.
  const whole = writing === 'exact';
  const orders = order === 'breadth first' ? ['-DBFS'] : [];
  const flags = ['-O2', '-DSAFETY', ...orders, ...(whole ? ['-DNOREDUCE'] : [])];
  const tool = { cwd: folder, timeout: 60_000, stdio: 'pipe' } as const;
  execFileSync('spin', ['-a', ...(whole ? ['-o2', '-o3'] : []), 'model.pml'], tool);
  execFileSync('gcc', [...flags, '-o', 'pan', 'pan.c'], tool);
  const words = ['-E', ...(judging ? [] : ['-A']), '-m100000', '-w25'];
  return {
    run: () => runPan(folder, words),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** The longest that one search may take. */
const LONGEST = 300_000;

const runPan = (folder: string, words: readonly string[]): PanRun => {
  const begun = performance.now();
  const { stdout, status } = spawnSync('./pan', words, {
    cwd: folder,
    encoding: 'utf8',
    timeout: LONGEST,
  });
  const wall = (performance.now() - begun) / 1000;
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1]);
  const transitions = number(/(\d+) transitions/);
  const run = {
    states: number(/(\d+) states, stored/),
    // It counts the start of the run as one.
    transitions: transitions - 1,
    seconds: number(/elapsed time ([\d.]+) seconds/),
    wall,
    errors: number(/errors: (\d+)/),
  };
  const cut = /not completed|out of memory|max search depth too small/.exec(stdout);
  const whole = cut === null && Object.values(run).every((value) => Number.isFinite(value));
  if (!whole && run.errors === 0) {
    throw new Error(`Spin did not finish: ${cut?.[0] ?? `exit ${status}\n${stdout}`}`);
  }
  return run;
};
