import type { ProtocolStep } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { referenceWakeOne } from '../reference.ts';

const { register, check, park } = waitSteps({ again: 'register', pass: ['wake-one-more'] });

/** The check, but a cancel does nothing for others on its way out. */
const keeps: ProtocolStep = {
  ...check,
  do: ['acquire', { check: 'cancel', do: ['deregister', 'deliver', 'done'] }, ...check.do.slice(2)],
};

export const cancelKeepsWake: PlantedBug = plant(
  {
    id: 'cancel-keeps-wake',
    says: 'a waiter that is cancelled after it was woken for an event wakes nobody for that event',
    source: 'https://github.com/martian56/raven/pull/493',
    property: 'no-lost-wakeup',
    shape: 'wake-not-passed-on',
    rows: ['B38'],
  },
  {
    ...referenceWakeOne,
    protocols: protocolsOf([register, keeps, park], wakeOf([{ look: 1 }, 'pop'])),
  },
);
