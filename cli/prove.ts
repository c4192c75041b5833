import {
  nextLevel,
  resultsOf,
  settledAfter,
  spanOf,
  type Extent,
  type Results,
} from '../api/levels.ts';
import type { InstanceResult } from '../api/open-search.ts';
import type { ProveOptions } from '../api/prove.ts';
import { visible } from '../model/visible.ts';
import type { CheckResult } from '../properties/check-result.ts';
import type { Crew } from './crew.ts';
import { meet, untilInterrupted } from './explore.ts';
import { interruption } from './interruption.ts';
import type { FarNow } from './far.ts';
import { printError } from './output.ts';
import type { Progress } from './progress.ts';
import { NO_FILE, proofFile } from './proof-file.ts';
import { proofProgress } from './prove-progress.ts';
import type { Subject } from './tasks.ts';

/** From how many states on an instance is saved while it is searched. Tests set it: theirs are small. */
const partsFrom = (): number => Number(process.env['HEDDLE_PART_STATES'] ?? 1_000_000);

/**
 * A proof with all workers at once, an instance each. Instances count in their order up to the first that breaks
 * something, so the result does not depend on the number of workers.
 */
export const proveWith = async (
  crew: Crew,
  named: Subject,
  options: ProveOptions,
  resume: string | undefined,
  progress: Progress,
): Promise<CheckResult> => {
  const { subject, runtime } = await meet(crew, named);
  const file =
    resume === undefined ? NO_FILE : proofFile(resume, runtime.digest, options, partsFrom());
  const extent = await crew.ask('bounds', subject, { options });
  const results: (InstanceResult<unknown> | undefined)[] = [];
  let level: number | undefined = 0;
  const under = new Map<number, FarNow>();
  const text = proofProgress();
  const tell = (): void => {
    const states = results.reduce((sum, each) => sum + (each?.states ?? 0), 0);
    const at = level ?? 0;
    const done = resultsOf(extent, results, at).length;
    const now = { instances: extent.sizes[at]!, done, states, under };
    progress.tell(text(now, performance.now() / 1_000));
  };
  const search = async (number: number, signal: AbortSignal): Promise<InstanceResult<unknown>> => {
    const part = file.part(number);
    const ask = { options, number, part };
    const look = (far: FarNow): void => {
      under.set(number, far);
      tell();
    };
    const { result, ignored } = await crew.ask('prove', subject, ask, look, signal);
    under.delete(number);
    if (ignored !== null) {
      progress.clear();
      printError(visible(`\`${part!.path}\` is ignored: ${ignored}`));
    }
    if (!interruption.aborted) file.keep(number, result);
    return result;
  };
  const settled = new AbortController();
  const { signal } = settled;
  /** One worker goes up from the smallest, the others come down from the largest, so that they end together. */
  const work = async (next: () => number | undefined): Promise<void> => {
    for (
      let number = next();
      number !== undefined && !signal.aborted && !interruption.aborted;
      number = next()
    ) {
      try {
        results[number] = file.known(number) ?? (await search(number, signal));
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
      if (settledAfter(extent, results, level!) !== undefined) settled.abort();
      tell();
    }
  };
  for (level = 0; level !== undefined; level = nextLevel(extent, results)) {
    const [from, end] = spanOf(extent, level);
    const left = Array.from({ length: end - from }, (_, i) => from + i);
    const up = (): number | undefined => left.shift();
    const down = (): number | undefined => left.pop();
    await Promise.all(Array.from({ length: crew.size }, (_, i) => work(i === 0 ? up : down)));
    if (signal.aborted || interruption.aborted) break;
  }
  const found = interruption.aborted ? searchedOf(extent, results, level ?? 0) : results;
  return untilInterrupted(await crew.ask('proved', subject, { options, results: found }));
};

/** The results of the levels below, and those of a level that was interrupted: one that breaks may come after a gap. */
const searchedOf = (
  extent: Extent,
  results: Results<InstanceResult<unknown>>,
  level: number,
): Results<InstanceResult<unknown>> => {
  const [from, end] = spanOf(extent, level);
  return [
    ...results.slice(0, from),
    ...results.slice(from, end).filter((each) => each !== undefined),
  ];
};
