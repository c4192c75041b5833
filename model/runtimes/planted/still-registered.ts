import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();
const stays = [
  ...check.do.slice(0, 2),
  { check: ['deliver', 'done'] },
  { guard: ['deregister'] },
] as const;

export const stillRegistered: PlantedBug = plant(
  {
    id: 'still-registered',
    says: 'a wait that takes its event stays on the waiter list',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11357',
    property: 'holds-restored',
    shape: 'not-restored',
    rows: ['A50'],
  },
  { ...reference, protocols: protocolsOf([register, { ...check, do: stays }, park], wakeOf()) },
);
