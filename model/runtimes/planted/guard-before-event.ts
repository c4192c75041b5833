import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

export const guardBeforeEvent: PlantedBug = plant(
  {
    id: 'guard-before-event',
    says: 'a lazy runtime that asks its guard before it looks: a wait traps beside the event that it waits for',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/14146',
    property: 'trap-only-where-unsuspendable',
    shape: 'wrong-question',
    rows: ['A07'],
  },
  {
    ...reference,
    protocols: protocolsOf(waitOf({ guarding: 'eager' }), wakeOf()),
  },
);
