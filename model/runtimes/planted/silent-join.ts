import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const silentJoin: PlantedBug = plant(
  {
    id: 'silent-join',
    says: 'joining a waitable that has an event wakes nobody who waits on the set',
    source:
      'the join that is not a signal: the wakeup beside https://github.com/bytecodealliance/wasip3-prototyping/issues/142',
    property: 'no-lost-wakeup',
    shape: 'one-place-searched',
    rows: [],
  },
  {
    ...reference,
    protocols: { ...reference.protocols, join: [{ label: 'link', do: ['link'] }] },
  },
);
