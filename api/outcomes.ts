import { everyOutcome } from '../explorers/every-outcome.ts';
import { canonicalMachine } from '../model/canonical/canonical-machine.ts';
import { endingOf, entriesOf, type Ending, type Entry } from '../model/canonical/outcome.ts';
import { parseScenario } from '../model/canonical/parse.ts';
import { parseProfile } from '../model/canonical/parse-profile.ts';
import type { Profile } from '../model/canonical/profile.ts';
import type { OutcomesResult } from '../properties/outcome-result.ts';
import { checkArgument } from './options.ts';

/** The most states, each with what was seen before it, where nobody says otherwise. */
export const OUTCOME_STATES = 200_000;

/**
 * Every outcome that a profile allows of a scenario, over all interleavings, each with a witness.
 *
 * @param given The value of a scenario file (`docs/canonical-abi.md`), or a `Scenario`.
 * @param states The most states to keep, each with what was seen before it; where there are more, the result is not
 * complete.
 * @throws HeddleError HD1xx: the scenario does not fit.
 */
export const outcomes = (
  given: unknown,
  profile: Profile,
  options: { readonly states?: number } = {},
): OutcomesResult => {
  checkArgument('outcomes', options);
  const rules = parseProfile(profile);
  const { states = OUTCOME_STATES } = options;
  const scenario = parseScenario(given);
  const found = everyOutcome(
    canonicalMachine(scenario, rules),
    {
      seen: (events) => entriesOf(events).map((entry) => JSON.stringify(entry)),
      ended: (state) => JSON.stringify(endingOf(scenario, state)),
    },
    states,
  );
  return {
    profile: { id: rules.id, says: rules.says },
    complete: found.complete,
    interleavings: found.interleavings,
    states: found.nodes,
    outcomes: found.outcomes.map(({ end, history, witness }) => ({
      ...(JSON.parse(end) as Ending),
      history: history.map((text) => JSON.parse(text) as Entry),
      witness,
    })),
  };
};
