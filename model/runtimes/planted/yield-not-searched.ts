import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const yieldNotSearched: PlantedBug = plant(
  {
    id: 'yield-not-searched',
    says: 'a task that has given way in a yield is not among those that a cancel reaches',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/13269',
    property: 'cancel-delivered-once',
    shape: 'one-place-searched',
    rows: ['A26'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      yield: [
        {
          label: 'yield',
          do: [{ check: 'cancel', do: ['deliver', 'done'] }, { guard: [] }, 'release', 'requeue'],
        },
        { label: 'back', do: ['acquire'] },
      ],
    },
  },
);
