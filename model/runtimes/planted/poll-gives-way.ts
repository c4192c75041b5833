import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const pollGivesWay: PlantedBug = plant(
  {
    id: 'poll-gives-way',
    says: 'a poll lets others run between its look and its delivery',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/12129',
    property: 'nonblocking-never-traps',
    shape: 'split-check',
    rows: ['A02'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      poll: [
        { label: 'look', do: [{ guard: [] }, { check: [{ goto: 'give-way' }] }], next: 'done' },
        { label: 'give-way', do: ['requeue'] },
        { label: 'take', do: ['deliver', 'done'] },
      ],
    },
  },
);
