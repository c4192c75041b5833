import type { ProtocolStep } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { referenceCounted, variants } from '../reference.ts';

const { register, check, park } = waitSteps(variants.counted.wait);

/** The check, but a cancel leaves the count at 0. */
const reset: ProtocolStep = {
  ...check,
  do: [
    'acquire',
    {
      check: 'cancel',
      do: ['deregister', { store: 'waiters', value: 0 }, 'deliver', 'done'],
    },
    ...check.do.slice(2),
  ],
};

export const countResetOnCancel: PlantedBug = plant(
  {
    id: 'count-reset-on-cancel',
    says: 'a cancelled waiter sets the count of waiters to 0, as if it had been the only one',
    source: 'https://github.com/tokio-rs/tokio/pull/3652',
    property: 'no-lost-wakeup',
    shape: 'states-conflated',
    rows: ['B01', 'B14', 'B17'],
  },
  {
    ...referenceCounted,
    protocols: protocolsOf([register, reset, park], wakeOf(variants.counted.look)),
  },
);
