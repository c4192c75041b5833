import { expect, it } from 'vitest';
import type { ContextEvent, EventOf } from '../../model/context/events.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { judge } from '../../properties/judge.ts';
import { declared } from './declared.ts';

/** Traces by what they are, each with what the invariants say of it. */
export type Traces = Readonly<
  Record<string, readonly [readonly ContextEvent[], readonly string[]]>
>;

/** What the invariants say of a trace, which need not come from any machine. */
export const judged = (events: readonly ContextEvent[]): readonly string[] =>
  judge(contextSuite, contextSuite.observer.initial(), events).broken.map(
    ({ property, finding }) => `${property}: ${finding.reason}`,
  );

/** A test for each trace. */
export const table = (traces: Traces): void => {
  for (const [name, [events, expected]] of Object.entries(traces)) {
    it(`${name}: ${expected.join(', ') || 'fine'}`, () => {
      expect(judged(events)).toEqual(expected);
    });
  }
};

export const entered = (
  task = 't1',
  frame: EventOf<'entered'>['frame'] = 'guest',
): ContextEvent => ({
  kind: 'entered',
  task,
  frame,
});
export const left = (task = 't1'): ContextEvent => ({ kind: 'left', task, frame: 'guest' });
export const called = (change: Partial<EventOf<'wait-called'>> = {}): ContextEvent => ({
  kind: 'wait-called',
  task: 't1',
  operation: 'wait',
  on: 'ws1',
  cancellable: false,
  ...change,
});
export const returned = (change: Partial<EventOf<'wait-returned'>> = {}): ContextEvent => ({
  kind: 'wait-returned',
  task: 't1',
  operation: 'wait',
  on: 'ws1',
  got: null,
  ...change,
});
export const parked = (change: Partial<EventOf<'parked'>> = {}): ContextEvent => ({
  kind: 'parked',
  task: 't1',
  operation: 'wait',
  on: 'ws1',
  ...change,
});
export const unparked = (task = 't1'): ContextEvent => ({ kind: 'unparked', task, by: 's1' });
export const resumed = (task = 't1'): ContextEvent => ({ kind: 'resumed', task, executor: 'e1' });
export const requested: ContextEvent = { kind: 'cancel-requested', by: 's1', task: 't1' };
export const cancelled: ContextEvent = { kind: 'cancelled', task: 't1', operation: 'wait' };
export const yields = (cancellable = true): ContextEvent => ({
  kind: 'yield-called',
  task: 't1',
  cancellable,
});
export const yielded: ContextEvent = { kind: 'yielded', task: 't1' };
export const polls: ContextEvent = {
  kind: 'poll-called',
  task: 't1',
  set: 'ws1',
  cancellable: true,
};
export const polled = (got: string | null): ContextEvent => ({
  kind: 'polled',
  task: 't1',
  set: 'ws1',
  got,
});
export const signalled = (waitable = 'w1'): ContextEvent => ({
  kind: 'signalled',
  by: 's1',
  waitable,
});
export const suspended = (task: string, operation: string): ContextEvent => ({
  kind: 'suspended',
  task,
  executor: 'e1',
  operation,
});
export const trapped = (reason: string, operation = 'wait'): EventOf<'trapped'> => ({
  kind: 'trapped',
  task: 't1',
  operation,
  reason,
});
export const locked = (task = 't1'): ContextEvent => ({ kind: 'locked', task, lock: 'l1' });
export const unlocked = (task = 't1'): ContextEvent => ({ kind: 'unlocked', task, lock: 'l1' });
export const joined = (waitable: string): ContextEvent => ({
  kind: 'joined',
  by: 't2',
  waitable,
  set: 'ws1',
});
export const alone = { operation: 'wait-one', on: 'w2' } as const;
export const registered = (on = 'w2', task = 't1'): ContextEvent => ({
  kind: 'registered',
  task,
  on,
});
export const deregistered = (on = 'w2', task = 't1'): ContextEvent => ({
  kind: 'deregistered',
  task,
  on,
});
export const ended = (task: string): ContextEvent => ({ kind: 'ended', task });
export const quiescent: ContextEvent = { kind: 'quiescent' };
export const cancelCalled = (by = 's1'): ContextEvent => ({
  kind: 'cancel-called',
  by,
  task: 't1',
});
export const cancelReturned = (by = 's1'): ContextEvent => ({
  kind: 'cancel-returned',
  by,
  task: 't1',
});

/** Two stores, each with a task, on one executor. */
export const apart: EventOf<'declared'> = { ...declared, stores: { t1: 'st1', t2: 'st2' } };
export const cancellable = called({ cancellable: true });
