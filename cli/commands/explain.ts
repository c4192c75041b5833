import { traceOf } from '../../api/trace.ts';
import { canonicalMachine } from '../../model/canonical/canonical-machine.ts';
import { CANONICAL_EVENT_KINDS } from '../../model/canonical/events.ts';
import { parseScenario } from '../../model/canonical/parse.ts';
import { HeddleError } from '../../model/errors.ts';
import { explainedText } from '../../reports/text/explained.ts';
import { isScheduleToken, parseScheduleToken } from '../../reports/token.ts';
import { profileOf } from '../canonical.ts';
import { command, type Command } from '../command.ts';
import { readJson } from '../files.ts';
import { print, printJson } from '../output.ts';

const args = {
  scenario: {
    type: 'positional',
    description: 'a scenario of the machine canonical-abi',
    required: false,
  },
  schedule: {
    type: 'string',
    valueHint: 'token|name,…',
    description: 'the interleaving: as `heddle outcomes` prints it, or the names of its actions',
  },
  profile: {
    type: 'string',
    valueHint: 'id',
    description: 'the rules: specification (default), amended, wasmtime, jco, edge-triggered',
  },
  verbose: { type: 'boolean', description: 'tell what only threads themselves can see as well' },
  json: { type: 'boolean', description: 'print the steps as JSON, and nothing else' },
} as const;

/** `heddle explain`: one interleaving, step by step, in the specification's words. */
export const explainCommand: Command = command(
  'explain',
  'One interleaving of a scenario, step by step.',
  args,
  (given) => {
    const profile = profileOf(given.profile);
    const { scenario, schedule } = given;
    if (scenario === undefined || schedule === undefined) throw nothingToExplain();
    const names = isScheduleToken(schedule) ? parseScheduleToken(schedule) : schedule.split(',');
    const machine = canonicalMachine(parseScenario(readJson(scenario)), profile);
    const told = traceOf(machine, names);
    if (given.json === true) printJson({ format: 1, profile: profile.id, ...told });
    else print(explainedText(told, CANONICAL_EVENT_KINDS, given.verbose === true));
  },
);

const nothingToExplain = (): HeddleError =>
  new HeddleError(
    'HD434',
    'There is nothing to explain.',
    ['`heddle explain` takes a scenario and a `--schedule`'],
    'Every outcome that `heddle outcomes` prints ends with the schedule of its witness.',
  );
