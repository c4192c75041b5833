import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const batchForgotten: PlantedBug = plant(
  {
    id: 'batch-forgotten',
    says: 'a trap forgets the tasks that were ready behind the one that trapped, those of other stores too',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/11668',
    property: 'trap-contained',
    shape: 'dequeue-before-commit',
    rows: ['A59'],
  },
  {
    ...reference,
    protocols: { ...reference.protocols, trap: [{ label: 'trap', do: ['close'] }] },
  },
);
