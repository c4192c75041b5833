import type { ProtocolStep } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();

const takesAny: ProtocolStep = {
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
