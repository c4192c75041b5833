import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { canonicalSuite } from '../properties/canonical/canonical-suite.ts';
import { contextSuite } from '../properties/context-suite.ts';
import type { Property } from '../properties/property.ts';
import { profileOf } from './canonical.ts';
import { subjectOf } from './options.ts';
import type { Subject } from './tasks.ts';

/** The machines by the names that records carry. */
export const MACHINES = ['async-context', 'canonical-abi'] as const;

export type MachineId = (typeof MACHINES)[number];

/** @throws HeddleError HD435 for a machine that there is not. */
export const machineOf = (name: string): MachineId => {
  const found = MACHINES.find((id) => id === name);
  if (found !== undefined) return found;
  throw new HeddleError(
    'HD435',
    `Unknown machine \`${name}\`${nearest(name, MACHINES)}`,
    [`known: ${MACHINES.join(', ')}`],
    'README.md says what each of them is.',
  );
};

/** The machine that a subject is of. */
export const machineOfSubject = (subject: Subject): MachineId =>
  'profile' in subject ? 'canonical-abi' : 'async-context';

/** What is checked of a machine. */
export const propertiesOfMachine = (
  machine: MachineId,
): readonly Pick<Property<never, never>, 'id' | 'kind' | 'says'>[] =>
  machine === 'canonical-abi' ? canonicalSuite.properties : contextSuite.properties;

/** What is checked of the machine of a subject. */
export const propertiesOf = (subject: Subject): ReturnType<typeof propertiesOfMachine> =>
  propertiesOfMachine(machineOfSubject(subject));

/** The profile that `heddle check` judges where none is named: the one without known holes. */
const CHECKED_PROFILE = 'amended';

interface Rules {
  readonly machine?: string | undefined;
  readonly runtime?: string | undefined;
  readonly profile?: string | undefined;
}

/** The rules that options name. @throws HeddleError HD405, HD432, HD435 to HD437. */
export const subjectFrom = ({ machine = 'async-context', runtime, profile }: Rules): Subject => {
  if (machineOf(machine) === 'canonical-abi') {
    if (runtime !== undefined) throw notOfCanonical('runtime');
    return { profile: profileOf(profile ?? CHECKED_PROFILE).id };
  }
  if (profile !== undefined) {
    throw new HeddleError(
      'HD437',
      '`--profile` belongs to `--machine canonical-abi`.',
      ['the rules of the machine async-context are a runtime'],
      'Add `--machine canonical-abi`, or name a runtime with `--runtime`.',
    );
  }
  return subjectOf(runtime ?? 'reference');
};

/** @throws HeddleError HD436 for a flag that says nothing to this machine. */
export const notOfCanonical = (flag: string): HeddleError =>
  new HeddleError(
    'HD436',
    `\`--${flag}\` and \`--machine canonical-abi\` do not go together.`,
    [REASONS[flag] ?? 'it is about runtimes, and the rules of this machine are a profile'],
    `Leave \`--${flag}\` out; \`--profile\` names the rules.`,
  );

const REASONS: Readonly<Record<string, string>> = {
  coverage:
    'it counts where signals fall in the waits of a runtime, and this machine has no such waits',
};
