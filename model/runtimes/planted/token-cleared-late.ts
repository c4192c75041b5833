import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const wait: Protocol = [
  { label: 'register', do: ['register'] },
  { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }] },
  { label: 'clear', do: ['clear-token'] },
  { label: 'park', do: ['park'], next: 'check' },
];

export const tokenClearedLate: PlantedBug = plant(
  {
    id: 'token-cleared-late',
    says: 'the token is cleared after the check, and with it a wake that came in between',
    source: 'https://github.com/joyent/libuv/issues/1453',
    property: 'no-lost-wakeup',
    rows: ['B24'],
  },
  { ...reference, protocols: { ...reference.protocols, wait, 'wait-one': wait } },
);
