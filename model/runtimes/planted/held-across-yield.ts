import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const heldAcrossYield: PlantedBug = plant(
  {
    id: 'held-across-yield',
    says: 'a yield gives way with a lock in its hands',
    source: 'the second suspension point, which the fix of the first one left out',
    property: 'nothing-held-across-park',
    shape: 'one-place-searched',
    rows: [],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      yield: [
        {
          label: 'yield',
          do: [{ check: 'cancel', do: ['deliver', 'done'] }, { guard: [] }, 'requeue'],
        },
        { label: 'back', do: ['acquire', { check: 'cancel', do: ['deliver', 'done'] }] },
      ],
    },
  },
);
