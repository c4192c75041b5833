import { command, type Command } from '../command.ts';
import type { ReplayRequest, ReplayResult } from '../../api/replay.ts';
import { HeddleError } from '../../model/errors.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { stepsText } from '../../reports/text/steps.ts';
import { caseOf, rulesFor } from '../case.ts';
import { startCrew } from '../crew.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';

const args = {
  case: {
    type: 'positional',
    description: 'a record (heddle-out/….json) or a token (hd1.…)',
    required: false,
  },
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules to replay it under, if they are not built in',
  },
  profile: {
    type: 'string',
    valueHint: 'id',
    description: 'of canonical-abi: the rules to replay it under',
  },
  verbose: { type: 'boolean', description: 'tell every step with its events' },
  json: { type: 'boolean', description: 'print the outcome as JSON, and nothing else' },
} as const;

/** `heddle replay`: the same steps again; exit 1 if the property still breaks, 0 if it holds now. */
export const replayCommand: Command = command(
  'replay',
  'Replay a counterexample, step by step.',
  args,
  async (given) => {
    if (given.case === undefined) throw nothingToReplay();
    const found = caseOf(given.case);
    const { request } = found;
    const subject = rulesFor(found, given);
    const crew = startCrew(1);
    try {
      const result = await crew.ask('replay', subject, { request });
      if (given.json === true) printJson({ format: 1, ...result });
      else print(textOf(result, request, given.verbose === true));
      process.exitCode = EXITS[result.outcome];
    } finally {
      await crew.close();
    }
  },
);

const nothingToReplay = (): HeddleError =>
  new HeddleError(
    'HD415',
    'There is nothing to replay.',
    ['`heddle replay` takes a record or a token'],
    'Every failure of `heddle check` ends with the command that replays it.',
  );

const EXITS: Readonly<Record<ReplayResult['outcome'], number>> = {
  same: EXIT.violated,
  differs: EXIT.violated,
  holds: EXIT.held,
  'cut-off': EXIT.inconclusive,
};

const OUTCOMES: Readonly<Record<ReplayResult['outcome'], string>> = {
  same: 'replayed: it breaks again, in the same steps',
  differs: 'replayed: it breaks again, but not as recorded',
  holds: 'replayed: the property holds on this schedule now',
  'cut-off': 'replayed: the run goes on and on, so nothing can be said',
};

const textOf = (
  { outcome, sameRules, note, counterexample }: ReplayResult,
  { property }: ReplayRequest,
  verbose: boolean,
): string =>
  [
    ...(counterexample === null
      ? [`${outcome === 'holds' ? 'ok  ' : 'open'}  ${property}`]
      : [counterexampleText(counterexample)]),
    ...(counterexample !== null && verbose ? ['', stepsText(counterexample)] : []),
    '',
    OUTCOMES[outcome] + (note === '' ? '' : `: ${note}`),
    ...(sameRules ? [] : ['the rules are not those that it was found under: their digests differ']),
  ].join('\n');
