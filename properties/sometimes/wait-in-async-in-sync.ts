import type { Frame } from '../../model/context/frames.ts';
import { sometimes, type ContextSometimes } from '../context-property.ts';
import { taskIn } from '../ledger.ts';
import { placed } from './scenario-facts.ts';

const asyncInSync = (stack: readonly Frame[]): boolean =>
  stack.at(-1)?.kind === 'async-callback' && stack.some(({ kind }) => kind === 'sync-callback');

export const waitInAsyncInSync: ContextSometimes = sometimes({
  id: 'wait-in-async-in-sync',
  says: 'a wait is called in an async callback inside a sync callback',
  needs: ['entered', 'left', 'wait-called'],
  takes: {
    words: ['call', 'unsuspendable'],
    depth: 2,
    frames: ['sync-callback', 'async-callback'],
  },
  inapplicable: ({ scenario }) =>
    scenario !== null &&
    !placed(scenario).some(
      ({ operation: { op }, stack }) => (op === 'wait' || op === 'wait-one') && asyncInSync(stack),
    )
      ? 'no wait stands in such a callback'
      : undefined,
  saw: (before, event) =>
    event.kind === 'wait-called' && asyncInSync(taskIn(before, event.task).frames),
});
