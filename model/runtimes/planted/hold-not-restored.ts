import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const [register, check, last] = waitOf() as [Protocol[0], Protocol[0], Protocol[0]];

/** A woken task looks for a cancel before it takes back what it gave up. */
const early: Protocol[0] = {
  label: 'cancelled',
  do: [{ check: 'cancel', do: ['deregister', 'deliver', 'done'] }],
};
const park = { ...last, next: 'cancelled' };

export const holdNotRestored: PlantedBug = plant(
  {
    id: 'hold-not-restored',
    says: 'what was given up before a park is not taken back by a wait that ends with a cancel',
    source:
      'a register that one exit path does not restore, as in https://github.com/bytecodealliance/wasip3-prototyping/pull/76',
    property: 'holds-restored',
    shape: 'not-restored',
    rows: ['A19'],
  },
  { ...reference, protocols: protocolsOf([register, early, check, park], wakeOf()) },
);
