import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const runningForgotten: PlantedBug = plant(
  {
    id: 'running-forgotten',
    says: 'a deadlock is reported by one executor while a task runs on another',
    source: 'https://github.com/martian56/raven/pull/493',
    property: 'deadlock-told-truly',
    shape: 'source-forgotten',
    rows: ['B38'],
  },
  {
    ...reference,
    verdict: (view) => reference.verdict({ ...view, running: 0 }),
  },
);
