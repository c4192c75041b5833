import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();
const take = { label: 'take', do: ['acquire', 'deregister', 'deliver', 'done'] } as const;

export const noRecheck: PlantedBug = plant(
  {
    id: 'no-recheck',
    says: 'a woken task does not look again: it takes what it was woken for, which may be gone',
    source: 'the wait without a loop around it, known from condition variables',
    property: 'wake-means-check',
    shape: 'woken-for-nothing',
    rows: [],
  },
  {
    ...reference,
    protocols: protocolsOf([register, check, { ...park, next: 'take' }, take], wakeOf()),
  },
);
