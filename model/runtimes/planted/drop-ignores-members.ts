import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const dropIgnoresMembers: PlantedBug = plant(
  {
    id: 'drop-ignores-members',
    says: 'a set that nobody waits on may be dropped with waitables in it',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13663',
    property: 'drop-only-where-unused',
    shape: 'dropped-under-waiters',
    rows: ['A11'],
  },
  { ...reference, drop: ({ inside }) => (inside ? 'trap' : 'go') },
);
