import { HeddleError } from '../errors.ts';
import { parseAs } from '../parse.ts';
import { checkProtocol } from './check-protocol.ts';
import { checkScenario } from './check-scenario.ts';
import { PROTOCOL_OPERATIONS } from './protocol.ts';
import { runtimeSchema, type Runtime } from './runtime.ts';
import { scenarioSchema, type Scenario } from './scenario.ts';

/** @throws HeddleError HD101 (form) or HD102 (a name or frame that makes no sense). */
export const parseScenario = (value: unknown): Scenario => {
  const scenario = parseAs(scenarioSchema, value, {
    code: 'HD101',
    name: 'The scenario',
    next: 'docs/formats.md describes scenario files, with an example.',
  });
  const problem = checkScenario(scenario);
  if (problem === undefined) return scenario;
  throw new HeddleError(
    'HD102',
    'The scenario breaks a rule.',
    [`at \`${problem.at}\`: ${problem.problem}`],
    'docs/formats.md lists the rules of scenario files.',
  );
};

/** @throws HeddleError HD201 (form), HD202 (a protocol), HD203 (bookkeeping). */
export const parseRuntime = (value: unknown): Runtime => {
  const runtime = parseAs(runtimeSchema, value, {
    code: 'HD201',
    name: 'The runtime',
    next: '`heddle init my-runtime.mjs` writes one to start from; docs/runtimes.md explains each part.',
  });
  for (const operation of PROTOCOL_OPERATIONS) {
    const protocol = runtime.protocols[operation];
    const problem = protocol && checkProtocol(operation, protocol);
    if (problem) {
      throw new HeddleError(
        'HD202',
        `The protocol of \`${operation}\` cannot be run.`,
        [`at \`${problem.at}\`: ${problem.problem}`],
        'docs/semantics.md lists the instructions and what a step may do.',
      );
    }
  }
  const { bookkeeping } = runtime;
  const hooks = [bookkeeping['switch-out'], bookkeeping['switch-in']].filter((hook) => hook).length;
  if (hooks === 1 || (hooks === 2 && bookkeeping.per === 'task')) {
    throw new HeddleError(
      'HD203',
      'The bookkeeping cannot be kept.',
      [
        hooks === 1
          ? '`switch-out` and `switch-in` belong together, and only one of them is given'
          : '`switch-out` and `switch-in` are for bookkeeping per store, and this is per task',
      ],
      'docs/runtimes.md shows bookkeeping of both kinds.',
    );
  }
  return runtime;
};
