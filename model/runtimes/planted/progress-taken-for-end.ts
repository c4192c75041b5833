import { plant, type PlantedBug } from '../planted-bug.ts';
import { waitSteps } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, park } = waitSteps();
const take = ['deregister', 'deliver', 'done'] as const;

export const progressTakenForEnd: PlantedBug = plant(
  {
    id: 'progress-taken-for-end',
    says: 'cancelling a subtask ends with its progress, and the subtask runs on',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12704',
    property: 'delivered-exactly-once',
    shape: 'committed-too-early',
    rows: ['A39'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      'cancel-subtask': [
        { label: 'request', do: ['mark'] },
        { label: 'wake', do: ['unpark'] },
        register,
        {
          label: 'check',
          do: ['acquire', { check: 'progress', do: take }, { guard: ['deregister'] }],
        },
        park,
      ],
    },
  },
);
