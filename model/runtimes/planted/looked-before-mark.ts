import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const lookedBeforeMark: PlantedBug = plant(
  {
    id: 'looked-before-mark',
    says: 'a signal reads the waiter list before it marks the event, and wakes those whom it saw then',
    source: 'https://github.com/rust-lang/futures-rs/pull/868',
    property: 'no-lost-wakeup',
    shape: 'check-then-register',
    rows: ['B07', 'B36'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      signal: [
        { label: 'look', do: ['look'] },
        { label: 'mark', do: ['mark', { branch: 'no-more', do: ['done'] }] },
        { label: 'unpark', do: ['unpark', { branch: 'more', do: [{ goto: 'unpark' }] }] },
      ],
    },
  },
);
