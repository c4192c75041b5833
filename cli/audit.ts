import type { AuditOptions } from '../api/audit.ts';
import type { AuditedInstance, AuditResult } from '../properties/audit-result.ts';
import { auditText } from '../reports/text/audit.ts';
import { grouped, plural } from '../reports/text/layout.ts';
import { startCrew, type Crew } from './crew.ts';
import { exitOfVerdict } from './exit-codes.ts';
import { interruptedJson, interruption, unlessInterrupted } from './interruption.ts';
import { meet } from './explore.ts';
import { subjectOf, workersOf } from './options.ts';
import { print, printInterrupted, printJson } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import type { Subject } from './tasks.ts';

/** How many instances a worker gets at once. */
const CHUNK = 16;

/** `heddle prove --audit`. */
export const auditCommand = async (
  given: {
    readonly runtime?: string | undefined;
    readonly workers?: string | undefined;
    readonly json?: boolean | undefined;
  },
  options: AuditOptions,
): Promise<void> => {
  const crew = startCrew(workersOf(given.workers));
  const progress = startProgress();
  try {
    const result = await auditWith(
      crew,
      subjectOf(given.runtime ?? 'reference'),
      options,
      progress,
    );
    progress.clear();
    if (given.json === true) printJson({ format: 1, ...result });
    else {
      print(auditText(result));
      printInterrupted(plural(result.instances, 'instance'));
    }
    process.exitCode = exitOfVerdict(result.verdict);
  } finally {
    progress.clear();
    await crew.close();
  }
};

/** An audit with all workers at once. Every instance counts, so the result does not depend on their number. */
const auditWith = async (
  crew: Crew,
  named: Subject,
  options: AuditOptions,
  progress: Progress,
): Promise<AuditResult> => {
  const { subject } = await meet(crew, named);
  const count = await crew.ask('small', subject, { options });
  const results: AuditedInstance[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < count && !interruption.aborted) {
      const numbers = Array.from({ length: Math.min(CHUNK, count - next) }, (_, i) => next + i);
      next += numbers.length;
      const audited = await unlessInterrupted(crew.ask('audit', subject, { options, numbers }));
      if (audited === undefined) return;
      for (const [i, one] of audited.entries()) results[numbers[i]!] = one;
      done += numbers.length;
      progress.tell(`${grouped(done)} of ${grouped(count)} instances`);
    }
  };
  await Promise.all(Array.from({ length: crew.size }, work));
  // Results are known by their place, so those after a gap are left out.
  const gap = Array.from({ length: count }, (_, i) => results[i]).indexOf(undefined);
  const whole = gap < 0 ? results : results.slice(0, gap);
  const result = await crew.ask('audited', subject, { options, results: whole });
  return gap < 0 ? result : { ...result, instances: whole.length, ...interruptedJson() };
};
