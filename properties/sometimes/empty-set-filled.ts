import { sometimes, type ContextSometimes } from '../context-property.ts';
import { isParkedOn } from '../ledger.ts';
import { canBeEmpty, joinedByOthers } from './scenario-facts.ts';

export const emptySetFilled: ContextSometimes = sometimes({
  id: 'empty-set-filled',
  says: 'a task is parked on an empty set, and a waitable joins it later',
  needs: ['parked', 'joined'],
  takes: { words: ['join'], tasks: 2 },
  inapplicable: ({ scenario }) =>
    scenario !== null && ![...joinedByOthers(scenario)].some((set) => canBeEmpty(scenario, set))
      ? 'no waitable joins an empty set that another task parks on'
      : undefined,
  saw: (before, event) =>
    event.kind === 'joined' &&
    isParkedOn(before, event.set) &&
    Object.values(before.waitables).every(({ home }) => home !== event.set),
});
