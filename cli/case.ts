import { checkProperty } from '../api/plan.ts';
import type { ReplayRequest } from '../api/replay.ts';
import { parseCounterexample, type Counterexample } from '../model/counterexample.ts';
import { parseScenario as parseCanonical } from '../model/canonical/parse.ts';
import { isProfileId } from '../model/canonical/profiles/index.ts';
import { parseScenario as parseContext } from '../model/context/parse.ts';
import { HeddleError } from '../model/errors.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import { isToken, parseToken } from '../reports/token.ts';
import { profileOf } from './canonical.ts';
import { readJson } from './files.ts';
import { MACHINES, propertiesOfMachine, subjectFrom, type MachineId } from './machines.ts';
import type { Subject } from './tasks.ts';

/** A case to replay, the machine that it is of, and the id of the rules that it was found with. */
export interface Case {
  readonly request: ReplayRequest;
  readonly machine: MachineId;
  readonly runtimeId: string;
}

/** The case of a token, or of the record in a file. @throws HeddleError HD301 to HD306, HD406, HD407. */
export const caseOf = (text: string): Case => {
  if (!isToken(text)) return caseOfRecord(parseCounterexample(readJson(text)));
  const { machine, runtime, property, scenario, schedule } = parseToken(text);
  return {
    machine: knownMachine(machine),
    request: { property, scenario, schedule, digest: runtime.digest, record: null },
    runtimeId: runtime.id,
  };
};

/** @throws HeddleError HD306 for a record of a machine that there is not. */
export const caseOfRecord = (record: Counterexample): Case => {
  const { property, scenario, schedule, runtime, machine } = record;
  return {
    machine: knownMachine(machine),
    request: { property, scenario, schedule, digest: runtime.digest, record },
    runtimeId: runtime.id,
  };
};

const knownMachine = (machine: string): MachineId => {
  const found = MACHINES.find((id) => id === machine);
  if (found !== undefined) return found;
  throw new HeddleError(
    'HD306',
    `This Heddle has no machine \`${machine}\`.`,
    [`it has: ${MACHINES.join(', ')}`],
    'Replay it with the release that wrote it.',
  );
};

/**
 * Checks what can be checked of a case without its rules, so that nothing is kept that no rules can replay.
 *
 * @throws HeddleError HD1xx for its scenario, HD402 for a property that its machine does not have.
 */
export const checkCase = ({ machine, request: { property, scenario } }: Case): void => {
  const properties = propertiesOfMachine(machine).filter(({ kind }) => kind !== 'sometimes');
  checkProperty(
    property,
    properties.map(({ id }) => id),
  );
  if (machine === 'canonical-abi') parseCanonical(scenario);
  else parseContext(scenario);
};

/** Whether the rules of a case can be found by their id alone. */
export const isBuiltIn = ({ machine, runtimeId }: Case): boolean =>
  machine === 'canonical-abi'
    ? isProfileId(runtimeId)
    : builtInRuntimes.some(({ id }) => id === runtimeId);

/** @throws HeddleError HD305 for a runtime that is not built in, HD432 for a profile that there is not. */
export const ownRules = (found: Case): Subject => {
  const { machine, runtimeId } = found;
  if (machine === 'canonical-abi') return { profile: profileOf(runtimeId).id };
  if (isBuiltIn(found)) return { builtIn: runtimeId };
  throw new HeddleError(
    'HD305',
    `The runtime \`${runtimeId}\` is not built in.`,
    ['a record names its runtime and does not hold its rules'],
    'Add `--runtime <file>`: the module that the failure was found with.',
  );
};

/** The rules that options name, of the machine that the case is of; its own where they name none. */
export const rulesFor = (
  found: Case,
  rules: { readonly runtime?: string | undefined; readonly profile?: string | undefined },
): Subject =>
  rules.runtime === undefined && rules.profile === undefined
    ? ownRules(found)
    : subjectFrom({ machine: found.machine, ...rules });
