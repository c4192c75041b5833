import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const signalWakesNobody: PlantedBug = plant(
  {
    id: 'signal-wakes-nobody',
    says: 'a signal marks its event and looks for no waiters: somebody else must have woken them',
    source: 'https://github.com/joyent/libuv/issues/534',
    property: 'no-lost-wakeup',
    shape: 'fast-path',
    rows: ['B25'],
  },
  {
    ...reference,
    protocols: { ...reference.protocols, signal: [{ label: 'mark', do: ['mark'] }] },
  },
);
