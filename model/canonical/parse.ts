import { HeddleError } from '../errors.ts';
import { parseAs } from '../parse.ts';
import { checkScenario } from './check.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './schema.ts';

/** @throws HeddleError HD105 (form) or HD106 (a name or link that makes no sense). */
export const parseScenario = (value: unknown): Scenario => {
  const scenario = parseAs(scenarioSchema, value, {
    code: 'HD105',
    name: 'The scenario',
    next: 'model/canonical/scenario.ts describes each part of such a scenario.',
  });
  const problem = checkScenario(scenario);
  if (problem === undefined) return scenario;
  throw new HeddleError(
    'HD106',
    'The scenario breaks a rule.',
    [`at \`${problem.at}\`: ${problem.problem}`],
    'model/canonical/scenario.ts lists the rules of such scenarios.',
  );
};
