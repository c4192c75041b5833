import { plant, type PlantedBug } from '../planted-bug.ts';
import { referenceWakeOne } from '../reference.ts';

export const poppedAndForgotten: PlantedBug = plant(
  {
    id: 'popped-and-forgotten',
    says: 'a signal takes a waiter off the list, finds that its event was taken meanwhile, and returns without waking it',
    source: 'the consumer that empties the list for a moment, as in Linux 65759097d804',
    property: 'no-lost-wakeup',
    shape: 'dequeue-before-commit',
    rows: ['B23'],
  },
  {
    ...referenceWakeOne,
    protocols: {
      ...referenceWakeOne.protocols,
      signal: [
        { label: 'mark', do: ['mark'] },
        { label: 'look', do: [{ look: 1 }, 'pop', { branch: 'no-more', do: ['done'] }] },
        { label: 'unpark', do: [{ branch: 'no-event', do: ['done'] }, 'unpark'] },
      ],
    },
  },
);
