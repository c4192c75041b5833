import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference, stackOfFrames } from '../reference.ts';

const mislabels: Runtime<readonly Frame[]> = {
  ...reference,
  bookkeeping: {
    ...stackOfFrames,
    enter: (stack, frame) =>
      stackOfFrames.enter(
        stack,
        frame.kind === 'sync-callback' ? { kind: 'async-callback' } : frame,
      ),
  },
};

export const misclassifiedCallback: PlantedBug = plant(
  {
    id: 'misclassified-callback',
    says: 'a sync callback is entered by the path of an async one, and recorded as such',
    source:
      'the entry path that is mislabelled, beside https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'park-only-where-suspendable',
    shape: 'wrong-question',
    rows: [],
  },
  mislabels,
);
