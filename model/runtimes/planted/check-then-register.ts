import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();

export const checkThenRegister: PlantedBug = plant(
  {
    id: 'check-then-register',
    says: 'a wait looks for an event before it registers, and sleeps on what it saw',
    source: 'https://github.com/staticgc/taskwait/pull/1',
    property: 'no-lost-wakeup',
    shape: 'check-then-register',
    rows: ['B08', 'B20', 'B44', 'B47'],
  },
  { ...reference, protocols: protocolsOf([check, register, park], wakeOf()) },
);
