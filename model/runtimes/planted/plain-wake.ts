import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference, referencePlain } from '../reference.ts';

const { signal, join, cancel } = referencePlain.protocols;

export const plainWake: PlantedBug = plant(
  {
    id: 'plain-wake',
    says: 'a wake that comes before the park is forgotten, though check and park are two steps',
    source: 'https://github.com/zesterer/pollster/issues/1',
    property: 'no-lost-wakeup',
    shape: 'check-then-register',
    rows: ['A76', 'B28', 'B43'],
  },
  { ...reference, protocols: { ...reference.protocols, signal, join, cancel } },
);
