import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const unheardSignal: PlantedBug = plant(
  {
    id: 'unheard-signal',
    says: 'a signal that finds nobody waiting returns at once: its event is never there',
    source:
      'the notification that is dropped because nobody listens yet, beside https://github.com/smol-rs/event-listener/issues/138',
    property: 'delivered-exactly-once',
    shape: 'fast-path',
    rows: [],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      signal: [
        { label: 'signal', do: ['look', { branch: 'no-more', do: ['done'] }, 'mark'] },
        { label: 'unpark', do: ['unpark', { branch: 'more', do: [{ goto: 'unpark' }] }] },
      ],
    },
  },
);
