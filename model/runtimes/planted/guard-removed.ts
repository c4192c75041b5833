import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const guardRemoved: PlantedBug = plant(
  {
    id: 'guard-removed',
    says: 'no guard: a wait parks wherever it is called',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12043',
    property: 'park-only-where-suspendable',
    shape: 'fast-path',
    rows: ['A03'],
  },
  { ...reference, guard: () => 'go' },
);
