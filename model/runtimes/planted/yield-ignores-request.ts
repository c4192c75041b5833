import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const yieldIgnoresRequest: PlantedBug = plant(
  {
    id: 'yield-ignores-request',
    says: 'a yield looks for a cancel on its way back alone: where it returns at once it tells nothing',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11542',
    property: 'cancel-delivered-once',
    shape: 'fast-path',
    rows: ['A25'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      yield: [
        { label: 'yield', do: [{ guard: [] }, 'release', 'requeue'] },
        { label: 'back', do: ['acquire', { check: 'cancel', do: ['deliver', 'done'] }] },
      ],
    },
  },
);
