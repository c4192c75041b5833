import { command, type Command } from '../command.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { summaryText } from '../../reports/text/summary.ts';
import { startCrew, type Crew } from '../crew.ts';
import { EXIT } from '../exit-codes.ts';
import { checkWith } from '../explore.ts';
import { workersOf } from '../options.ts';
import { failureTexts, print, writeRecords } from '../output.ts';
import { startProgress } from '../progress.ts';

/** The three acts: what is shown, and what Heddle must say of it. */
const ACTS = [
  {
    runtime: 'article-flag',
    property: 'trap-only-where-unsuspendable',
    says: 'Wasmtime issue 11781: a flag "in a callback" guards the wait.',
    verdict: 'violated',
  },
  {
    runtime: 'article-fix',
    property: 'park-only-where-suspendable',
    says: 'A context instead of the flag, put back to Guest on the way out of a callback.',
    verdict: 'violated',
  },
  {
    runtime: 'reference',
    property: '',
    says: 'A stack of frames: the guard asks whether every frame can be suspended.',
    verdict: 'held',
  },
] as const;

/** Chosen so that the counterexamples are the ones to begin with; any other seed finds the bugs as well. */
const SEED = 'heddle';

type Act = (typeof ACTS)[number];

/** `heddle demo`: one bug, its plausible fix, and the right rules. Exit 0 iff the verdicts are those expected. */
export const demoCommand: Command = command(
  'demo',
  'Show a bug, its plausible fix that fails, and the rules that hold.',
  {},
  async () => {
    const crew = startCrew(workersOf(undefined));
    let asExpected = true;
    try {
      for (const [i, act] of ACTS.entries()) {
        print(`${i === 0 ? '' : '\n'}${i + 1}. ${act.says}\n`);
        const result = await perform(crew, act);
        asExpected &&= result.verdict === act.verdict;
      }
    } finally {
      await crew.close();
    }
    print('\nNow your own rules:  npx heddle init my-runtime.mjs');
    process.exitCode = asExpected ? EXIT.held : EXIT.violated;
  },
);

const perform = async (crew: Crew, { runtime, property }: Act): Promise<CheckResult> => {
  const subject = { builtIn: runtime };
  const options =
    property === '' ? { seed: SEED } : { seed: SEED, properties: [property], until: property };
  const progress = startProgress();
  const result = await checkWith(crew, subject, options, progress);
  progress.clear();
  const { paths } = writeRecords(result);
  for (const text of failureTexts(result, subject, paths, false)) print(text);
  if (property === '') print(summaryText(result));
  return result;
};
