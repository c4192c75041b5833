import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const noWaitOnEmpty: Runtime<readonly Frame[]> = {
  ...reference,
  guard: (stack, operation, seen) =>
    operation === 'wait' && !seen.members
      ? { trap: 'cannot-block' }
      : reference.guard(stack, operation, seen),
};

export const emptySetTraps: PlantedBug = plant(
  {
    id: 'empty-set-traps',
    says: 'a wait on an empty set traps, as if nobody could join a waitable later',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/142',
    property: 'trap-only-where-unsuspendable',
    shape: 'source-forgotten',
    rows: ['A14'],
  },
  noWaitOnEmpty,
);
