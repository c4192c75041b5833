import type { World } from './world.ts';

/**
 * Rules that every right profile keeps, and that engines have broken: one for each place. A planted bug goes without
 * one of them.
 */
export const RULES = {
  'callback-may-wait': 'a callback may wait in the middle of its core code',
  'guard-looks-first': 'nothing traps for blocking before it has looked whether it has to block',
  'woken-looks-again': 'who is woken looks again, and sleeps on if what it waits for is gone',
  'empty-set-waits': 'a wait on an empty set is a wait: somebody may join a waitable later',
  'blocked-call-traps': 'a call of a sync type that nobody can bring to its end traps',
  'innermost-call-decides':
    'the innermost call that is under way says whether its callee may block',
  'start-is-a-call': 'a start function may block no more than any call of a sync type',
  'siblings-run-meanwhile': 'a blocked sync call runs what is ready in its instance, of any task',
  'poll-runs-on': 'a poll never gives way',
  'async-copy-runs-on': 'an async copy gives its status at once',
  'roles-exclusive': 'what somebody waits for synchronously joins no set',
  'lift-refuses-members': 'an end that is in a set is not given away',
  'drop-leaves-set': 'an end that is dropped leaves its set',
  'waiters-counted': 'a callback that waits on a set counts among its waiters',
  'calls-wait-for-result': 'a sync call goes on when its callee has resolved',
  'call-waits-for-callee': 'what ends a sync call of the host is the result of the callee',
  'handle-before-event': 'a subtask has no event before its caller has its handle',
  'queued-count-as-blocked': 'a call that is held back at the gate is a call without a result',
  'host-may-resolve': 'what the host has still to do keeps a store from being stuck',
  'yield-has-no-event': 'who has yielded can be cancelled like any other',
  'uncancellable-not-told': 'a thread is told of a cancel only where it said that it can be',
  'siblings-not-told':
    'that another thread of the task can be told of a cancel does not concern it',
  'yield-looks-for-request': 'a cancellable yield looks for a request that came before',
  'yield-is-searched': 'a request finds its task in a yield as in a wait',
  'cancel-runs-callee': 'who can be told of a cancel is told at once, before its caller goes on',
  'cancel-needs-delivery': 'a task that was not told of a request cannot resolve by it',
  'gate-cancel-ends-thread': 'a task that is cancelled at the gate leaves nothing behind',
  'end-is-not-delivery': 'a subtask that has resolved can be cancelled until its caller knows',
  'promote-looks-first':
    'who promotes another looks for its own cancel before it touches the other',
  'filled-read-is-over': 'a read that was told of its end is not met again',
  'blocked-cancel-goes-on': 'a cancel of a copy that blocks leaves the copy where it is',
  'cancel-ends-end': 'an end is done by the event that a cancel gives as by any other',
  'sync-wake-ends-end': 'an end is done by the event that a sync copy waited for as by any other',
  'set-event-ends-end': 'an end is done by an event from a set as by any other',
  'one-copy-at-a-time': 'an end has one copy at a time',
  'delivery-reclaims': 'the event of a copy gives its buffer back: nothing is copied after it',
  'read-of-nothing-stays': 'a write of nothing leaves a read of nothing where it is',
  'event-before-cancel': 'a cancel gives the event that is there already',
  'done-before-busy': 'an end that is done says so, and not that it is busy',
  'return-is-not-exit': 'a callee runs on after it has returned',
  'host-may-call-back': 'a function of the host may call whatever is not on the stack',
  'backpressure-holds-back': 'nothing starts under backpressure but calls of a sync type',
  'instances-not-components': 'two instances of one component are two',
} as const;

export type Rule = keyof typeof RULES;

/** Whether the rules of a world include this one. */
export const keeps = ({ profile }: World, rule: Rule): boolean => !profile.without.includes(rule);
