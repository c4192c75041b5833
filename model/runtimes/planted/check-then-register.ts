import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const wait: Protocol = [
  { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }] },
  { label: 'register', do: ['register'] },
  { label: 'park', do: ['park'], next: 'check' },
];

export const checkThenRegister: PlantedBug = plant(
  {
    id: 'check-then-register',
    says: 'a wait looks for an event before it registers, and sleeps on what it saw',
    source: 'https://github.com/staticgc/taskwait/pull/1',
    property: 'no-lost-wakeup',
    rows: ['B08', 'B20', 'B47'],
  },
  { ...reference, protocols: { ...reference.protocols, wait, 'wait-one': wait } },
);
