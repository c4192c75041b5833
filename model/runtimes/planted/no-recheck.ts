import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const wait: Protocol = [
  { label: 'register', do: ['register'] },
  { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }] },
  { label: 'park', do: ['park'], next: 'take' },
  { label: 'take', do: ['deregister', 'deliver', 'done'] },
];

export const noRecheck: PlantedBug = plant(
  {
    id: 'no-recheck',
    says: 'a woken task does not look again: it takes what it was woken for, which may be gone',
    source: 'the wait without a loop around it, known from condition variables',
    property: 'wake-means-check',
    rows: [],
  },
  { ...reference, protocols: { ...reference.protocols, wait, 'wait-one': wait } },
);
