import type { Frame } from '../../context/frames.ts';
import type { Runtime } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const nestedNever: Runtime<readonly Frame[]> = {
  ...reference,
  guard: (stack, operation, seen) =>
    stack.length > 1 && operation !== 'poll' && operation !== 'yield'
      ? { trap: 'cannot-block' }
      : reference.guard(stack, operation, seen),
};

export const nestedNeverBlocks: PlantedBug = plant(
  {
    id: 'nested-never-blocks',
    says: 'no blocking while anything is nested, as a rule against deadlocks',
    source:
      'the deadlock rule that is too global, beside https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'trap-only-where-unsuspendable',
    shape: 'wrong-question',
    rows: [],
  },
  nestedNever,
);
