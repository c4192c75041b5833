import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const silentHang: PlantedBug = plant(
  {
    id: 'silent-hang',
    says: 'nobody asks whether this is a deadlock: the run hangs where it should trap',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/73',
    property: 'deadlock-told-truly',
    shape: 'source-forgotten',
    rows: ['A15', 'A16'],
  },
  { ...reference, verdict: () => 'go-on' },
);
