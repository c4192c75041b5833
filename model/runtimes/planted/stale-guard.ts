import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const staleInPollAndYield: Runtime<readonly Frame[]> = {
  ...reference,
  guard: (stack, operation, seen) => {
    const inCallback = stack.some(
      ({ kind }) => kind === 'async-callback' || kind === 'sync-callback',
    );
    return inCallback && (operation === 'poll' || operation === 'yield')
      ? { trap: 'cannot-block' }
      : reference.guard(stack, operation, seen);
  },
};

export const staleGuard: PlantedBug = plant(
  {
    id: 'stale-guard',
    says: 'the guard of wait is mended, and `poll` and `yield` still ask the old one',
    source:
      'the guards beside the one of https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'nonblocking-never-traps',
    shape: 'wrong-question',
    rows: [],
  },
  staleInPollAndYield,
);
