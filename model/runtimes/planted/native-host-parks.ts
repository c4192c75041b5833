import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference, stackOfFrames } from '../reference.ts';

const everyHostOnAFibre: Runtime<readonly Frame[]> = {
  ...reference,
  bookkeeping: {
    ...stackOfFrames,
    enter: (stack, frame) =>
      stackOfFrames.enter(stack, frame.kind === 'host' ? { kind: 'host', fibre: true } : frame),
  },
};

export const nativeHostParks: PlantedBug = plant(
  {
    id: 'native-host-parks',
    says: 'host code counts as suspendable whether or not it runs on a fibre: a park pins the frames that it waits for',
    source: 'https://github.com/bytecodealliance/wit-bindgen/issues/1609',
    property: 'park-only-where-suspendable',
    shape: 'pinned-frame',
    rows: ['A71', 'A74'],
  },
  everyHostOnAFibre,
);
