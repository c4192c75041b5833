import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, CANCEL, NEW_SET, STACKFUL, component, invocation, linked, made } from './words.ts';

export const cancelToldLater: CanonicalPlantedBug = plantRules(
  {
    id: 'cancel-told-later',
    says: 'a request makes its task ready, and others may run before it',
    source: 'https://github.com/WebAssembly/component-model/pull/723',
    property: 'cancel-told-rightly',
    rows: ['A35'],
  },
  'cancel-runs-callee',
  linked(
    [
      component('c', {
        run: made(
          ASYNC,
          [
            NEW_SET,
            { op: 'waitable-set.wait', set: 'set', cancellable: true, into: 'event' },
            CANCEL,
          ],
          { lift: STACKFUL },
        ),
      }),
    ],
    [invocation('c', 'run', { cancel: true })],
  ),
);
