import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

export const loneWaiterNotSearched: PlantedBug = plant(
  {
    id: 'lone-waiter-not-searched',
    says: 'a signal looks for waiters of a set, and never for the one who waits on the waitable alone',
    source:
      'a wait path without a resumer, as in https://github.com/bytecodealliance/wasip3-prototyping/commit/2b2aff2457178414a00b1ccf4db8ade4837cb21b',
    property: 'no-lost-wakeup',
    shape: 'one-place-searched',
    rows: ['A20'],
  },
  {
    ...reference,
    protocols: protocolsOf(waitOf(), [
      { label: 'set', do: [{ branch: 'in-no-set', do: ['done'] }] },
      ...wakeOf(),
    ]),
  },
);
