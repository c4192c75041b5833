import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const sourcesForgotten: PlantedBug = plant(
  {
    id: 'sources-forgotten',
    says: 'a runtime whose tasks are all parked reports a deadlock, whoever outside may still signal',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11756',
    property: 'deadlock-told-truly',
    shape: 'source-forgotten',
    rows: ['A18', 'B40'],
  },
  {
    ...reference,
    verdict: (view) => reference.verdict({ ...view, sources: 0 }),
  },
);
