import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { referenceWakeLate } from '../reference.ts';

export const wakeNotPassedOn: PlantedBug = plant(
  {
    id: 'wake-not-passed-on',
    says: 'a wait that takes one of two events wakes nobody for the other',
    source: 'https://github.com/lsds/sgx-lkl/pull/385',
    property: 'no-lost-wakeup',
    shape: 'wake-not-passed-on',
    rows: ['B30', 'B38', 'B45'],
  },
  {
    ...referenceWakeLate,
    protocols: protocolsOf(waitOf({ again: 'register' }), wakeOf([{ look: 1 }])),
  },
);
