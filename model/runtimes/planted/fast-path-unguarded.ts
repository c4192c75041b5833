import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const skipsWhereOthersWait: Runtime<readonly Frame[]> = {
  ...reference,
  guard: (stack, operation, seen) =>
    seen.waiters ? 'go' : reference.guard(stack, operation, seen),
};

export const fastPathUnguarded: PlantedBug = plant(
  {
    id: 'fast-path-unguarded',
    says: 'a wait on a set that others wait on already takes a fast path to the park, and asks nobody',
    source:
      'the fast path that leaves the guard out, beside https://github.com/bytecodealliance/wasmtime/pull/12043',
    property: 'park-only-where-suspendable',
    shape: 'fast-path',
    rows: [],
  },
  skipsWhereOthersWait,
);
