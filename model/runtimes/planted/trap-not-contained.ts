import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const trapNotContained: PlantedBug = plant(
  {
    id: 'trap-not-contained',
    says: 'a trap ends the task, and the other tasks of its store run on',
    source:
      'a store that is not closed to further entry, as in https://github.com/bytecodealliance/wasmtime/pull/11718',
    property: 'trap-contained',
    shape: 'states-conflated',
    rows: ['A58'],
  },
  {
    ...reference,
    protocols: { ...reference.protocols, trap: [{ label: 'trap', do: ['put-back'] }] },
  },
);
