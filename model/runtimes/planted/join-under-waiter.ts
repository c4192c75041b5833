import { plant, type PlantedBug } from '../planted-bug.ts';
import { wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

export const joinUnderWaiter: PlantedBug = plant(
  {
    id: 'join-under-waiter',
    says: 'a waitable may join a set while a task waits on it alone',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/13212',
    property: 'roles-exclusive',
    shape: 'two-consumers',
    rows: ['A08'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      join: [
        { label: 'link', do: [{ link: 'unchecked' }, { branch: 'no-event', do: ['done'] }] },
        ...wakeOf(),
      ],
    },
  },
);
