import { describe, expect, it } from 'vitest';
import type { ContextEvent } from '../../model/context/events.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { judge } from '../../properties/judge.ts';
import { declared } from '../support/declared.ts';
import { domainOf, scenario, signals } from '../support/context.ts';

const seen = (events: readonly ContextEvent[]): readonly string[] =>
  judge(contextSuite, contextSuite.observer.initial(), events).seen;

const asleep = (task: string, on = 'ws1'): readonly ContextEvent[] => [
  { kind: 'wait-called', task, operation: 'wait', on, cancellable: false },
  { kind: 'parked', task, operation: 'wait', on },
];
const signalled: ContextEvent = { kind: 'signalled', by: 's1', waitable: 'w1' };

describe('what is seen on traces written by hand', () => {
  it('a signal before the register: not where a woken task registers again', () => {
    const [called] = asleep('t1') as [ContextEvent, ContextEvent];
    const registered: ContextEvent = { kind: 'registered', task: 't1', on: 'ws1' };
    const unparked: ContextEvent = { kind: 'unparked', task: 't1', by: 's1' };
    expect(seen([declared, signalled, called, registered])).toContain('signal-before-register');
    expect(seen([declared, ...asleep('t1'), signalled, unparked, registered])).not.toContain(
      'signal-before-register',
    );
  });

  it('two waiters for one event: not for an event that was there already', () => {
    const both = [declared, ...asleep('t1'), ...asleep('t2')];
    expect(seen([...both, signalled])).toContain('two-waiters-one-event');
    expect(seen([declared, signalled, ...asleep('t1'), ...asleep('t2'), signalled])).not.toContain(
      'two-waiters-one-event',
    );
  });

  it('an empty set that is filled: not one with a member', () => {
    const joined: ContextEvent = { kind: 'joined', by: 't2', waitable: 'w2', set: 'ws1' };
    expect(seen([{ ...declared, members: {} }, ...asleep('t1'), joined])).toContain(
      'empty-set-filled',
    );
    expect(seen([declared, ...asleep('t1'), joined])).not.toContain('empty-set-filled');
  });
});

const wait: Operation = { op: 'wait', set: 'ws1' };
const signal: Operation = { op: 'signal', waitable: 'w1' };

/** The witnesses that say, of this scenario, that it cannot show them. */
const excluded = (subject: Scenario): readonly string[] => {
  const setting = domainOf(reference).setting(subject);
  return contextSuite.properties.flatMap((property) =>
    property.kind === 'sometimes' && property.inapplicable(setting) !== undefined
      ? [property.id]
      : [],
  );
};

describe('a scenario that cannot show', () => {
  const between = ['signal-between-register-and-check', 'signal-between-check-and-park'];

  it('a signal within a wait: whoever signals is on the executor of whoever waits', () => {
    const one = scenario([{ body: [wait] }, { body: [signal] }]);
    expect(excluded(one)).toEqual(expect.arrayContaining(between));
    const two = scenario([{ body: [wait] }, { executor: 'e2', body: [signal] }]);
    for (const id of between) expect(excluded(two)).not.toContain(id);
  });

  it('an empty set filled under a waiter: the join is to another set, or the wait cannot park', () => {
    const sets = [
      { id: 'ws1', members: [] },
      { id: 'ws2', members: [] },
    ];
    const joins = (frame: 'guest' | 'sync-guest', set: string): Scenario =>
      scenario(
        [
          { frame, body: [wait] },
          { executor: 'e2', body: [{ op: 'join', waitable: 'w1', set }] },
        ],
        { sets, signallers: signals('w1') },
      );
    for (const id of ['empty-set-filled', 'ready-waitable-joined']) {
      expect(excluded(joins('guest', 'ws1'))).not.toContain(id);
      expect(excluded(joins('guest', 'ws2'))).toContain(id);
      expect(excluded(joins('sync-guest', 'ws1'))).toContain(id);
    }
  });

  it('an empty set filled under a waiter: the set is never empty', () => {
    const joins = (members: readonly string[]): Scenario =>
      scenario(
        [{ body: [wait] }, { executor: 'e2', body: [{ op: 'join', waitable: 'w2', set: 'ws1' }] }],
        { sets: [{ id: 'ws1', members }] },
      );
    expect(excluded(joins([]))).not.toContain('empty-set-filled');
    expect(excluded(joins(['w1']))).toContain('empty-set-filled');
  });

  it('two waiters for one event: only one of them may park', () => {
    const two = (frame: 'guest' | 'sync-guest'): Scenario =>
      scenario(
        [
          { frame, body: [wait] },
          { executor: 'e2', body: [wait] },
        ],
        { signallers: signals('w1') },
      );
    expect(excluded(two('guest'))).not.toContain('two-waiters-one-event');
    expect(excluded(two('sync-guest'))).toContain('two-waiters-one-event');
  });

  it('a mixed stack of three: it is two deep, or all of a kind', () => {
    const nested = (...frames: readonly ('guest' | 'sync-callback')[]): Scenario =>
      scenario([
        {
          body: frames.reduceRight<readonly Operation[]>(
            (body, frame) => [{ op: 'call', frame, body }],
            [],
          ),
        },
      ]);
    expect(excluded(nested('guest', 'sync-callback'))).not.toContain('three-frames-deep');
    expect(excluded(nested('sync-callback'))).toContain('three-frames-deep');
    expect(excluded(nested('guest', 'guest'))).toContain('three-frames-deep');
  });
});
