import { checkScenario } from '../../model/context/check-scenario.ts';
import type { Scenario } from '../../model/context/scenario.ts';
import type { Pass } from '../pass.ts';

/** A pass over scenarios alone. The schedule stays: names that are no longer enabled are skipped. */
export const scenarioPass = (
  id: string,
  says: string,
  smaller: (scenario: Scenario) => Iterable<Scenario>,
): Pass<Scenario> => ({
  id,
  says,
  *propose({ scenario, schedule }) {
    for (const candidate of smaller(scenario)) {
      if (checkScenario(candidate) === undefined) yield { scenario: candidate, schedule };
    }
  },
});

/** The first of s1, s2, … (or ws1, ws2, …) that the scenario does not use. */
export const freshId = (prefix: 's' | 'ws', { signallers, sets }: Scenario): string => {
  const taken = new Set([...signallers, ...sets].map(({ id }) => id));
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
};
