import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { referencePlain } from '../reference.ts';

const { check } = waitSteps();

/** Raises the flag, looks, and parks unless somebody has taken the flag down since. */
const wait: Protocol = [
  { label: 'arm', do: ['register', { store: 'armed', value: 1 }] },
  check,
  {
    label: 'park',
    do: [{ load: 'armed' }, { branch: 'zero', do: [{ goto: 'arm' }] }, 'release', 'park'],
    next: 'arm',
  },
];

const wake = wakeOf([{ store: 'armed', value: 0 }, 'look'], { unpark: 'plain' });

export const rearmedFlag: PlantedBug = plant(
  {
    id: 'rearmed-flag',
    says: 'a waiter parks if the flag is up, and does not see that a signal took it down and another waiter put it up again',
    source:
      'https://git.librecmc.org/?p=oweals/musl.git;a=commit;h=97c5b5a87c3d9df54278e1073d6177f77536bd32',
    property: 'no-lost-wakeup',
    shape: 'aliased-identity',
    rows: ['B16'],
  },
  { ...referencePlain, protocols: protocolsOf(wait, wake, { unpark: 'plain' }) },
);
