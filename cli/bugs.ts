import { canonicalPlantedBugs } from '../model/canonical/planted/index.ts';
import { EDGE_TRIGGERED } from '../model/canonical/profiles/edge-triggered.ts';
import { AMENDED } from '../model/canonical/profiles/amended.ts';
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { references } from '../model/runtimes/index.ts';
import { plantedBugs } from '../model/runtimes/planted/index.ts';
import type { Minimum } from '../properties/minimum.ts';
import type { MachineId } from './machines.ts';
import { keptMinima } from './minimum.ts';
import type { Subject } from './tasks.ts';

/** A bug that is planted for a checker to find. */
export interface HuntedBug {
  readonly id: string;
  readonly says: string;
  readonly property: string;
  readonly rows: readonly string[];
  readonly subject: Subject;
}

/** What is hunted of a machine, which rules of it are right, and what a size counts before steps and preemptions. */
export interface Hunts {
  readonly bugs: readonly HuntedBug[];
  readonly references: readonly Subject[];
  readonly sizes: readonly string[];
  /** The smallest counterexamples, as far as they are known. */
  readonly minima: () => readonly Minimum[];
}

const HUNTS: Readonly<Record<MachineId, Hunts>> = {
  'async-context': {
    bugs: plantedBugs.map((bug) => ({ ...bug, subject: { builtIn: bug.id } })),
    references: references.map(({ id }) => ({ builtIn: id })),
    sizes: ['tasks', 'frames', 'operations and signals'],
    minima: keptMinima,
  },
  'canonical-abi': {
    bugs: canonicalPlantedBugs.map((bug) => ({ ...bug, subject: { profile: bug.id } })),
    references: [AMENDED, EDGE_TRIGGERED].map(({ id }) => ({ profile: id })),
    sizes: ['instances', 'moves of the host', 'instructions'],
    minima: () => [],
  },
};

export const huntsOf = (machine: MachineId): Hunts => HUNTS[machine];

/** Planted bugs of a machine by their ids: all, where none is named. @throws HeddleError HD440. */
export const bugsOf = (
  machine: MachineId,
  ids: readonly string[] | undefined,
): readonly HuntedBug[] => {
  const { bugs } = HUNTS[machine];
  return ids === undefined ? bugs : ids.map((id) => byId(bugs, id));
};

/** One of these by its id. @throws HeddleError HD440. */
export const byId = <Bug extends { readonly id: string }>(
  bugs: readonly Bug[],
  id: string,
): Bug => {
  const found = bugs.find((bug) => bug.id === id);
  if (found !== undefined) return found;
  const ids = bugs.map((bug) => bug.id);
  throw new HeddleError(
    'HD440',
    `Unknown planted bug \`${id}\`${nearest(id, ids)}`,
    [`known: ${ids.join(', ')}`],
    '`heddle list` says what each of them is.',
  );
};
