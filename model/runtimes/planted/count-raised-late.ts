import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { referenceCounted, variants } from '../reference.ts';

const { register, check, park } = waitSteps();

export const countRaisedLate: PlantedBug = plant(
  {
    id: 'count-raised-late',
    says: 'the count of waiters is raised after the check: a signal in between finds it at 0 and wakes nobody',
    source: 'https://github.com/smol-rs/event-listener/issues/138',
    property: 'no-lost-wakeup',
    shape: 'fast-path',
    rows: ['B10', 'B19', 'B27'],
  },
  {
    ...referenceCounted,
    protocols: protocolsOf(
      [
        register,
        check,
        { label: 'count', do: [{ add: 'waiters', by: 1 }] },
        { ...park, next: 'uncount' },
        { label: 'uncount', do: [{ add: 'waiters', by: -1 }], next: 'check' },
      ],
      wakeOf(variants.counted.look),
    ),
  },
);
