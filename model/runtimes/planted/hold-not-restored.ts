import type { ProtocolStep } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park: last } = waitSteps();

/** A woken task looks for a cancel before it takes back what it gave up. */
const early: ProtocolStep = {
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
