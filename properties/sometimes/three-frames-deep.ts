import { sometimes, type ContextSometimes } from '../context-property.ts';
import { frameOf, taskIn } from '../ledger.ts';
import { suspendable } from '../suspension.ts';
import type { Frame } from '../../model/context/frames.ts';
import { placed, stackInside } from './scenario-facts.ts';

/** At least three frames, of which some can be suspended and some cannot. */
const mixed = (stack: readonly Frame[]): boolean =>
  stack.length >= 3 && !suspendable(stack) && stack.some((frame) => suspendable([frame]));

export const threeFramesDeep: ContextSometimes = sometimes({
  id: 'three-frames-deep',
  says: 'a stack is three frames deep, some of which can be suspended and some cannot',
  needs: ['entered', 'left'],
  takes: { words: ['call', 'unsuspendable'], depth: 3 },
  inapplicable: ({ scenario }) =>
    scenario !== null && !placed(scenario).some((here) => mixed(stackInside(here)))
      ? 'no call nests three frames of mixed kinds'
      : undefined,
  saw: (before, event) =>
    event.kind === 'entered' && mixed([...taskIn(before, event.task).frames, frameOf(event)]),
});
