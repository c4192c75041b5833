import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { referenceWakeOne } from '../reference.ts';

export const poppedChecksFirst: PlantedBug = plant(
  {
    id: 'popped-checks-first',
    says: 'a waiter that was taken off the list looks without registering again, and sleeps where no signal finds it',
    source: 'https://sourceware.org/bugzilla/show_bug.cgi?id=25847',
    property: 'no-lost-wakeup',
    shape: 'check-then-register',
    rows: ['B12'],
  },
  {
    ...referenceWakeOne,
    protocols: protocolsOf(
      waitOf({ again: 'check', pass: ['wake-one-more'] }),
      wakeOf([{ look: 1 }, 'pop']),
    ),
  },
);
