import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const dropIgnoresWaiters: PlantedBug = plant(
  {
    id: 'drop-ignores-waiters',
    says: 'a set without waitables may be dropped, whoever waits on it',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/167',
    property: 'drop-only-where-unused',
    shape: 'dropped-under-waiters',
    rows: ['A12'],
  },
  { ...reference, drop: ({ members }) => (members ? 'trap' : 'go') },
);
