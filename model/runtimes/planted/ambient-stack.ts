import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference, stackOfFrames } from '../reference.ts';

export const ambientStack: PlantedBug = plant(
  {
    id: 'ambient-stack',
    says: 'one stack for the whole store, which nobody sets aside when another task runs',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/122',
    property: 'trap-only-where-unsuspendable',
    shape: 'not-restored',
    rows: ['A19', 'A62', 'A67'],
  },
  {
    ...reference,
    bookkeeping: { ...stackOfFrames, per: 'store' },
  },
);
