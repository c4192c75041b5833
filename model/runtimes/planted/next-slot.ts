import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const nextSlot: PlantedBug = plant(
  {
    id: 'next-slot',
    says: 'a task that was just woken runs before all that are ready, again and again',
    source: 'https://github.com/tokio-rs/tokio/issues/4323',
    property: 'ready-runs',
    shape: 'fast-path',
    rows: ['B35'],
  },
  { ...reference, queue: 'slot' },
);
