import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();

export const heldAcrossPark: PlantedBug = plant(
  {
    id: 'held-across-park',
    says: 'a wait parks with the borrow of the store in its hands',
    source:
      'borrowed state over a suspension, beside https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'nothing-held-across-park',
    shape: 'committed-too-early',
    rows: [],
  },
  {
    ...reference,
    protocols: protocolsOf([register, check, { ...park, do: ['park'] }], wakeOf()),
  },
);
