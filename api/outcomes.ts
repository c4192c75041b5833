import { everyOutcome } from '../explorers/every-outcome.ts';
import { canonicalMachine } from '../model/canonical/canonical-machine.ts';
import { endingOf, entriesOf, type Ending, type Entry } from '../model/canonical/outcome.ts';
import { parseScenario } from '../model/canonical/parse.ts';
import { parseProfile } from '../model/canonical/parse-profile.ts';
import type { Profile } from '../model/canonical/profile.ts';
import type { OutcomesResult } from '../properties/outcome-result.ts';
import { memoryOf } from './memory.ts';
import { checkArgument } from './options.ts';

/** The most states, each with what was seen before it, where nobody says otherwise. */
export const OUTCOME_STATES = 200_000;

/** How far to look. */
export interface OutcomesOptions {
  /** The most states: 200,000 if it is left out. */
  readonly states?: number;
  /** In bytes, at least 128 KiB. */
  readonly memory?: number;
}

/** Histories share their entries. */
const entries = (): ((text: string) => Entry) => {
  const known = new Map<string, Entry>();
  return (text) => {
    const entry = known.get(text) ?? (JSON.parse(text) as Entry);
    known.set(text, entry);
    return entry;
  };
};

/**
 * Every outcome that a profile allows of a scenario, over all interleavings, each with a witness.
 *
 * @param given The value of a scenario file (`docs/canonical-abi.md`), or a `Scenario`.
 * @param limits The most states, each with what was seen before it, and the most bytes to take: 200,000 and 1 GiB, if they
 * are left out. Where a limit ends the search, the result is not complete.
 * @param stopped Whether to end with what was found so far.
 * @throws HeddleError HD1xx: the scenario does not fit. HD430: too little memory.
 */
export const outcomes = (
  given: unknown,
  profile: Profile,
  limits: OutcomesOptions = {},
  stopped?: () => boolean,
): OutcomesResult => {
  checkArgument('outcomes', limits);
  const rules = parseProfile(profile);
  const { states = OUTCOME_STATES } = limits;
  const memory = memoryOf(limits.memory);
  const scenario = parseScenario(given);
  const found = everyOutcome(
    canonicalMachine(scenario, rules),
    {
      seen: (events) => entriesOf(events).map((entry) => JSON.stringify(entry)),
      ended: (state) => JSON.stringify(endingOf(scenario, state)),
    },
    { states, memory, stopped },
  );
  const entryOf = entries();
  return {
    profile: { id: rules.id, says: rules.says },
    complete: found.complete,
    interleavings: found.interleavings,
    states: found.nodes,
    ...(found.full ? { memoryFull: memory } : {}),
    outcomes: found.outcomes.map(({ end, history, witness }) => ({
      ...(JSON.parse(end) as Ending),
      history: history.map(entryOf),
      witness,
    })),
  };
};
