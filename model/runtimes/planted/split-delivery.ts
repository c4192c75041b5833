import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, park } = waitSteps();

export const splitDelivery: PlantedBug = plant(
  {
    id: 'split-delivery',
    says: 'a wait takes in one step the event that it found in another, which somebody else may have taken in between',
    source:
      'the pending event that two ways lead to, as in https://github.com/bytecodealliance/wasip3-prototyping/issues/138',
    property: 'delivered-exactly-once',
    shape: 'split-check',
    rows: ['A47'],
  },
  {
    ...reference,
    protocols: protocolsOf(
      [
        register,
        {
          label: 'check',
          do: ['acquire', { check: [{ goto: 'take' }] }, { guard: ['deregister'] }],
        },
        park,
        { label: 'take', do: ['deregister', 'deliver', 'done'] },
      ],
      wakeOf(),
    ),
  },
);
