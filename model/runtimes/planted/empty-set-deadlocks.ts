import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const emptySetDeadlocks: PlantedBug = plant(
  {
    id: 'empty-set-deadlocks',
    says: 'a task parked on an empty set counts as a deadlock, whatever other task may still join a waitable',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/142',
    property: 'deadlock-told-truly',
    shape: 'source-forgotten',
    rows: ['A14'],
  },
  {
    ...reference,
    verdict: (view) =>
      view.parkedOnEmptySet > 0 && view.sources === 0 ? 'deadlock' : reference.verdict(view),
  },
);
