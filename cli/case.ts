import type { ReplayRequest } from '../api/replay.ts';
import { parseCounterexample, type Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import { isToken, parseToken } from '../reports/token.ts';
import { readJson } from './files.ts';
import type { Subject } from './tasks.ts';

/** A case to replay, and the id of the runtime that it was found with. */
export interface Case {
  readonly request: ReplayRequest;
  readonly runtimeId: string;
}

/** The case of a token, or of the record in a file. @throws HeddleError HD301 to HD306, HD406, HD407. */
export const caseOf = (text: string): Case => {
  if (!isToken(text)) return caseOfRecord(parseCounterexample(readJson(text)));
  const { machine, runtime, property, scenario, schedule } = parseToken(text);
  refuseOther(machine);
  return {
    request: { property, scenario, schedule, digest: runtime.digest, record: null },
    runtimeId: runtime.id,
  };
};

/** @throws HeddleError HD306 for a record of a machine that there is not. */
export const caseOfRecord = (record: Counterexample): Case => {
  const { property, scenario, schedule, runtime, machine } = record;
  refuseOther(machine);
  return {
    request: { property, scenario, schedule, digest: runtime.digest, record },
    runtimeId: runtime.id,
  };
};

const refuseOther = (machine: string): void => {
  if (machine === 'async-context') return;
  throw new HeddleError(
    'HD306',
    `This Heddle has no machine \`${machine}\`.`,
    ['it has: async-context'],
    'Replay it with the release that wrote it.',
  );
};

/** Whether a runtime can be found by its id alone. */
export const isBuiltIn = (id: string): boolean =>
  builtInRuntimes.some((runtime) => runtime.id === id);

/** @throws HeddleError HD305 for a runtime that is not built in. */
export const ownRuntime = (id: string): Subject => {
  if (isBuiltIn(id)) return { builtIn: id };
  throw new HeddleError(
    'HD305',
    `The runtime \`${id}\` is not built in.`,
    ['a record names its runtime and does not hold its rules'],
    'Add `--runtime <file>`: the module that the failure was found with.',
  );
};
