import { FRAME_KINDS, canBeSuspended, frameName, type Frame } from '../../context/frames.ts';
import type { Bookkeeping } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const SUSPENDABLE: ReadonlySet<string> = new Set(
  FRAME_KINDS.flatMap((kind): readonly Frame[] => [
    { kind, ...(kind === 'host' ? { fibre: true } : {}) },
  ])
    .filter(canBeSuspended)
    .map(frameName),
);

const kindsOnStack: Bookkeeping<readonly string[]> = {
  per: 'task',
  initial: [],
  enter: (kinds, frame) => [...new Set([...kinds, frameName(frame)])],
  leave: (kinds, frame) => kinds.filter((kind) => kind !== frameName(frame)),
};

export const kindsAliased: PlantedBug = plant(
  {
    id: 'kinds-aliased',
    says: 'frames are remembered by their kind alone: a return forgets every frame of the same kind',
    source:
      'state that is keyed by what is not unique, as in https://github.com/bytecodealliance/wasmtime/issues/12098',
    property: 'park-only-where-suspendable',
    shape: 'aliased-identity',
    rows: ['A55', 'A61'],
  },
  {
    ...reference,
    bookkeeping: kindsOnStack,
    guard: (kinds, operation) => {
      const blocked = (kinds as readonly string[]).some((kind) => !SUSPENDABLE.has(kind));
      if (operation === 'poll' || !blocked) return 'go';
      return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
    },
  },
);
