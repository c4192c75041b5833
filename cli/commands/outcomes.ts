import { OUTCOME_STATES } from '../../api/outcomes.ts';
import { HeddleError } from '../../model/errors.ts';
import type { OutcomesResult } from '../../properties/outcome-result.ts';
import { plural } from '../../reports/text/layout.ts';
import { outcomesText } from '../../reports/text/outcomes.ts';
import { scheduleTokenOf } from '../../reports/token.ts';
import { profileOf } from '../canonical.ts';
import { command, type Command } from '../command.ts';
import { startCrew } from '../crew.ts';
import { EXIT } from '../exit-codes.ts';
import { readJson } from '../files.ts';
import { MEMORY_OPTION } from '../memory.ts';
import { countOf, sizeOf } from '../options.ts';
import { interruptedJson } from '../interruption.ts';
import { print, printInterrupted, printJson } from '../output.ts';

const args = {
  scenario: {
    type: 'positional',
    description: 'a scenario of the machine canonical-abi',
    required: false,
  },
  profile: {
    type: 'string',
    valueHint: 'id',
    description: 'the rules: specification (default), amended, wasmtime, jco, edge-triggered',
  },
  states: {
    type: 'string',
    valueHint: 'n',
    description: `the most states, each with what was seen before it (default: ${OUTCOME_STATES})`,
  },
  memory: MEMORY_OPTION,
  json: { type: 'boolean', description: 'print the outcomes as JSON, and nothing else' },
} as const;

/** `heddle outcomes`: a small program in, the exact set of what may be observed out. */
export const outcomesCommand: Command = command(
  'outcomes',
  'Every outcome that the rules allow of a scenario, over all interleavings.',
  args,
  async (given) => {
    const profile = profileOf(given.profile).id;
    const states = countOf('states', given.states) ?? OUTCOME_STATES;
    const memory = sizeOf('memory', given.memory);
    const file = given.scenario ?? nothingGiven();
    const options = { states, ...(memory === undefined ? {} : { memory }) };
    const crew = startCrew(1, memory);
    try {
      const ask = { scenario: readJson(file), options };
      const result = await crew.ask('outcomes', { profile }, ask);
      if (given.json === true) printJson({ ...jsonOf(result), ...interruptedJson() });
      else {
        print(outcomesText(result, file));
        printInterrupted(plural(result.states, 'state'));
      }
      process.exitCode = result.complete ? EXIT.held : EXIT.inconclusive;
    } finally {
      await crew.close();
    }
  },
);

const nothingGiven = (): never => {
  throw new HeddleError(
    'HD433',
    'There is no scenario to explore.',
    ['`heddle outcomes` takes the path of a scenario of the machine canonical-abi'],
    'docs/canonical-abi.md shows one to start from.',
  );
};

/** The outcomes as format 1. A number of interleavings that no number holds exactly is a text. */
const jsonOf = ({
  profile,
  complete,
  interleavings,
  memoryFull,
  outcomes: all,
}: OutcomesResult): object => ({
  format: 1,
  profile: profile.id,
  complete,
  interleavings:
    interleavings !== null && interleavings <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(interleavings)
      : (interleavings?.toString() ?? null),
  ...(memoryFull === undefined ? {} : { memoryFull }),
  outcomes: all.map(({ witness, ...outcome }) => ({
    ...outcome,
    witness: { schedule: witness, token: scheduleTokenOf(witness) },
  })),
});
