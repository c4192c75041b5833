import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import type { Profile } from '../../../model/canonical/profile.ts';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import type { State } from '../../../model/canonical/state.ts';
import { outcomesOf } from '../../support/outcomes.ts';

/** How a run ended: the reason of its trap, or how each invocation stands. */
const endOf =
  (scenario: Scenario) =>
  ({ over, invocations }: State): string =>
    over !== ''
      ? over
      : invocations
          .map(({ status, result }, i) => {
            const { id } = scenario.invocations[i]!;
            return `${id} ${status === 'returned' ? `= ${result}` : status}`;
          })
          .join(', ');

/** All ends that a scenario can come to, in order of their text. */
export const endsOf = (scenario: Scenario, profile: Profile = SPECIFICATION): readonly string[] =>
  [
    ...outcomesOf(canonicalMachine(parseScenario(scenario), profile), endOf(scenario)).ends,
  ].toSorted();
