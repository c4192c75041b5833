import { DEFAULT_BUDGET, isSettled, isWanted, type CheckOptions } from '../api/plan.ts';
import { mergeExplorations, NOTHING_EXPLORED, type Exploration } from '../explorers/exploration.ts';
import { batchCount } from '../explorers/sample.ts';
import type { CheckResult } from '../properties/check-result.ts';
import { grouped } from '../reports/text/layout.ts';
import type { Crew } from './crew.ts';
import { interruptedBy, interruption } from './interruption.ts';
import { propertiesOf } from './machines.ts';
import type { Progress } from './progress.ts';
import type { Subject } from './tasks.ts';

/**
 * A check with all workers at once. Batches are merged in their order, and what lies past the batch that
 * settles the question is thrown away, so the result does not depend on the number of workers.
 */
export const checkWith = async (
  crew: Crew,
  named: Subject,
  options: CheckOptions,
  progress: Progress,
): Promise<CheckResult> => {
  const { subject } = await meet(crew, named);
  const covered = await crew.ask('cover', subject, { options });
  const found = covered ?? (await sampleWith(crew, subject, options, progress));
  if (covered === null) progress.tell('proving');
  const climbed = await crew.ask('climb', subject, { options, found });
  progress.tell('shrinking');
  return untilInterrupted(await crew.ask('conclude', subject, { options, found, climbed }));
};

/** The result, if need be as that of a search that a signal has ended: what held until then is open. */
export const untilInterrupted = (result: CheckResult): CheckResult => {
  const by = interruptedBy();
  if (by === null) return result;
  return {
    ...result,
    interrupted: by,
    verdict: result.verdict === 'held' ? 'inconclusive' : result.verdict,
    properties: result.properties.map((each) =>
      each.verdict === 'held' ? { ...each, verdict: 'inconclusive' } : each,
    ),
  };
};

/** The runtime's id and rules, and the subject with the digest that every worker must find it to have. */
export const meet = async (
  crew: Crew,
  named: Subject,
): Promise<{ readonly subject: Subject; readonly runtime: CheckResult['runtime'] }> => {
  const runtime = await crew.ask('describe', named, {});
  return {
    subject: 'file' in named ? { ...named, digest: runtime.digest } : named,
    runtime,
  };
};

const sampleWith = async (
  crew: Crew,
  subject: Subject,
  options: CheckOptions,
  progress: Progress,
): Promise<Exploration<unknown>> => {
  const budget = { ...DEFAULT_BUDGET, ...options.budget };
  const batches = batchCount(budget);
  const question = {
    until: options.until,
    untilNewBelow: options.untilNewBelow,
    suite: { properties: propertiesOf(subject).filter(isWanted(options.properties)) },
  };
  const results: (Exploration<unknown> | undefined)[] = Array.from({ length: batches });
  let merged: Exploration<unknown> = NOTHING_EXPLORED;
  let next = 0;
  let done = 0;
  let settled = false;
  const work = async (): Promise<void> => {
    while (next < batches && !settled && !interruption.aborted) {
      const batch = next;
      next += 1;
      results[batch] = await crew.ask('batch', subject, { options, batch });
      for (let ready = results[done]; ready !== undefined && !settled; ready = results[done]) {
        merged = mergeExplorations(merged, ready);
        done += 1;
        settled = isSettled(question, merged);
        progress.tell(`${grouped(merged.runs)} of ${grouped(budget.runs)} runs`);
      }
    }
  };
  await Promise.all(Array.from({ length: crew.size }, work));
  return merged;
};
