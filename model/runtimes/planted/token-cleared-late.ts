import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();

export const tokenClearedLate: PlantedBug = plant(
  {
    id: 'token-cleared-late',
    says: 'the token is cleared after the check, and with it a wake that came in between',
    source: 'https://github.com/joyent/libuv/issues/1453',
    property: 'no-lost-wakeup',
    shape: 'committed-too-early',
    rows: ['B24'],
  },
  {
    ...reference,
    protocols: protocolsOf(
      [register, check, { label: 'clear', do: ['clear-token'] }, park],
      wakeOf(),
    ),
  },
);
