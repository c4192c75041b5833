import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const [register, check, park] = waitOf() as [Protocol[0], Protocol[0], Protocol[0]];

const takesAny: Protocol[0] = {
  ...check,
  do: [
    'acquire',
    { check: 'request', do: ['deregister', 'deliver', 'done'] },
    ...check.do.slice(2),
  ],
};

export const uncancellableCancelled: PlantedBug = plant(
  {
    id: 'uncancellable-cancelled',
    says: 'a cancel that wakes a wait is taken by it, cancellable or not',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/11582',
    property: 'cancel-delivered-once',
    shape: 'states-conflated',
    rows: ['A24'],
  },
  { ...reference, protocols: protocolsOf([register, takesAny, park], wakeOf()) },
);
