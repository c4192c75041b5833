import { command, type Command } from '../command.ts';
import { MEMORY_DEFAULT } from '../../api/memory.ts';
import type { GivenBounds } from '../../api/proof-bounds.ts';
import { REDUCTIONS } from '../../api/reductions.ts';
import type { ProveOptions } from '../../api/prove.ts';
import { HeddleError } from '../../model/errors.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { proofText } from '../../reports/text/proof.ts';
import { auditCommand } from '../audit.ts';
import { startCrew } from '../crew.ts';
import { exitOfVerdict } from '../exit-codes.ts';
import { MEMORY_OPTION, workersWithin } from '../memory.ts';
import { countOf, listOf, sizeOf, subjectOf, workersOf } from '../options.ts';
import { failureTexts, print, printJson, writeRecords } from '../output.ts';
import { startProgress } from '../progress.ts';
import { COUNT_ARGS, countsOf, SCOPE_ARGS, scopeOf, type CountFlag } from '../scope-options.ts';
import { proveWith } from '../prove.ts';

const args = {
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules: a module or a built-in runtime (default: reference)',
  },
  ...COUNT_ARGS,
  work: {
    type: 'string',
    valueHint: 'n',
    description: 'operations and signals in all (default: 4, or what --ops, --signals allow)',
  },
  vocabulary: {
    type: 'string',
    valueHint: 'op,…',
    description: 'what tasks may do (default: all that the rules describe)',
  },
  ...SCOPE_ARGS,
  property: { type: 'string', valueHint: 'id,…', description: 'prove only these invariants' },
  states: {
    type: 'string',
    valueHint: 'n',
    description: 'the most states in all, or of one instance with --work (default: 5M, 10M)',
  },
  memory: MEMORY_OPTION,
  reduce: {
    type: 'string',
    valueHint: 'what,…',
    description: `what is left out: ${REDUCTIONS.join(',')} (default), some, or none`,
  },
  resume: {
    type: 'string',
    valueHint: 'file',
    description: 'keep what was searched in this file, and go on from it if it is there',
  },
  audit: {
    type: 'boolean',
    description: 'prove nothing: check what proofs leave out, in thousands of small instances',
  },
  workers: {
    type: 'string',
    valueHint: 'n',
    description: 'threads; the result does not depend on their number',
  },
  verbose: { type: 'boolean', description: 'tell every instance, and every step of a failure' },
  json: { type: 'boolean', description: 'print the verdict as JSON, and nothing else' },
} as const;

/** `heddle prove`: every program within bounds, every interleaving. */
export const proveCommand: Command = command(
  'prove',
  'Prove a runtime: every program within bounds, every interleaving.',
  args,
  async (given) => {
    const states = countOf('states', given.states);
    if (given.audit === true) {
      refuseBeside(given);
      return auditCommand(given, states === undefined ? {} : { states });
    }
    const memory = sizeOf('memory', given.memory);
    const options: ProveOptions = {
      bounds: boundsOf(given),
      scope: scopeOf(given),
      ...(given['beyond-scope'] === true ? { beyondScope: true } : {}),
      properties: listOf(given.property),
      ...(states === undefined ? {} : { states }),
      ...(memory === undefined ? {} : { memory }),
      ...(given.reduce === undefined ? {} : { reduce: reducedTo(given.reduce) }),
    };
    const workers = workersWithin(workersOf(given.workers), memory ?? MEMORY_DEFAULT);
    const crew = startCrew(workers, memory);
    const progress = startProgress();
    try {
      const subject = subjectOf(given.runtime ?? 'reference');
      const result = await proveWith(crew, subject, options, given.resume, progress);
      progress.clear();
      const { paths, failed } = writeRecords(result);
      if (given.json === true) printJson(jsonOf(result));
      else {
        const verbose = given.verbose === true;
        print(proofText(result, verbose, failureTexts(result, subject, paths, verbose)));
      }
      process.exitCode = exitOfVerdict(result.verdict);
      if (failed !== null) throw failed;
    } finally {
      progress.clear();
      await crew.close();
    }
  },
);

/** An audit has instances of its own. */
const refuseBeside = (given: Readonly<Record<string, unknown>>): void => {
  const beside = [
    ...Object.keys({ ...COUNT_ARGS, ...SCOPE_ARGS }),
    'work',
    'vocabulary',
    'property',
    'memory',
    'reduce',
    'resume',
  ];
  const flag = beside.find((name) => given[name] !== undefined);
  if (flag === undefined) return;
  throw new HeddleError(
    'HD428',
    `\`--${flag}\` and \`--audit\` do not go together.`,
    ['an audit has instances of its own, and asks about all invariants'],
    'Leave one of them out.',
  );
};

/** `none` is a list of none. */
const reducedTo = (text: string): readonly string[] => (text === 'none' ? [] : listOf(text));

/** @throws HeddleError HD410. */
const boundsOf = (given: {
  readonly [Flag in CountFlag | 'vocabulary' | 'work']?: string | undefined;
}): GivenBounds => {
  const { ops, ...counts } = countsOf(given, COUNT_FLAGS);
  const work = countOf('work', given.work, 1, 99);
  const vocabulary = listOf(given.vocabulary);
  return {
    ...counts,
    ...(ops === undefined ? {} : { operations: ops }),
    ...(work === undefined ? {} : { work }),
    ...(vocabulary.length === 0 ? {} : { vocabulary }),
  };
};

const COUNT_FLAGS = Object.keys(COUNT_ARGS) as CountFlag[];

/** The verdict as format 1. */
const jsonOf = ({
  runtime,
  scope,
  budget,
  verdict,
  properties,
  proof,
  interrupted,
}: CheckResult): unknown => ({
  format: 1,
  runtime,
  ...(scope === undefined ? {} : { scope }),
  bounds: proof!.bounds,
  states: budget.states,
  ...(proof!.memory === undefined ? {} : { memory: proof!.memory }),
  ...(proof!.reduce === undefined ? {} : { reduce: proof!.reduce }),
  verdict,
  ...(interrupted === undefined ? {} : { interrupted }),
  properties: properties.map(({ id, verdict: own, counterexample }) => ({
    id,
    verdict: own,
    ...(counterexample === undefined ? {} : { record: counterexample }),
  })),
  notCovered: proof!.notCovered,
  instances: proof!.instances,
  ...(proof!.leftOut === null ? {} : { leftOut: proof!.leftOut }),
  searched: proof!.searched,
});
