import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const cancelWakesNobody: PlantedBug = plant(
  {
    id: 'cancel-wakes-nobody',
    says: 'a cancel makes its request and leaves the target asleep',
    source:
      'the close that completes no waiter, as in https://github.com/dotnet/runtime/issues/59639',
    property: 'no-lost-wakeup',
    shape: 'one-place-searched',
    rows: ['B32'],
  },
  {
    ...reference,
    protocols: { ...reference.protocols, cancel: [{ label: 'mark', do: ['mark'] }] },
  },
);
