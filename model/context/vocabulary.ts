import { everyOf } from '../every.ts';
import type { OPERATIONS, OperationName } from './operations.ts';

/**
 * The words for what programs may use and may also do without: operations, `stores` (a second store) and
 * `unsuspendable` (frames that cannot be suspended). A wait is in every vocabulary: it is what is checked.
 */
export const VOCABULARY = everyOf<
  Exclude<(typeof OPERATIONS)[OperationName]['word'], 'wait'> | 'unsuspendable' | 'stores'
>()([
  'call',
  'unsuspendable',
  'wait-one',
  'poll',
  'yield',
  'join',
  'leave',
  'signal',
  'cancel',
  'drop',
  'lock',
  'store-borrow',
  'call-own',
  'cancel-subtask',
  'stores',
]);

/** A word of the vocabulary. */
export type Word = (typeof VOCABULARY)[number];
