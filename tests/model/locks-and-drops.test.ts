import { describe, expect, it } from 'vitest';
import type { Operation } from '../../model/context/scenario.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, rightRuntimes, scenario, signals } from '../support/context.ts';
import {
  wait,
  yields,
  lock,
  unlock,
  drop,
  leave,
  host,
  locks,
  type Tasks,
  story,
} from '../support/story.ts';

const { machine } = domainOf(reference);

describe('a lock', () => {
  const seen = ['locked', 'unlocked', 'parked', 'unparked', 'token-set'] as const;

  it('is waited for until a return gives it back', () => {
    expect(
      story([{ body: [lock] }, { executor: 'e2', body: [lock] }], {}, 't1 t1 t2 t2 t1 t2', ...seen),
    ).toEqual([
      'locked t1 l1',
      'parked t2 lock l1',
      'unlocked t1 l1',
      'unparked t2 t1',
      'locked t2 l1',
    ]);
  });

  it('traps where its task may not suspend and another has it', () => {
    expect(
      story(
        [{ body: [lock] }, { executor: 'e2', frame: 'sync-guest', body: [lock] }],
        {},
        't1 t1 t2 t2',
        'trapped',
      ),
    ).toEqual(['trapped t2 lock cannot-block']);
  });

  it('wakes all who wait for it, and the first that comes takes it', () => {
    expect(
      story(
        [
          { body: [lock, unlock] },
          { executor: 'e2', body: [lock, unlock] },
          { executor: 'e3', body: [lock] },
        ],
        { executors: ['e1', 'e2', 'e3'] },
        't1 t1 t2 t2 t3 t3 t1 t3 t2',
        ...seen,
      ),
    ).toEqual([
      'locked t1 l1',
      'parked t2 lock l1',
      'parked t3 lock l1',
      'unlocked t1 l1',
      'unparked t2 t1',
      'unparked t3 t1',
      'locked t3 l1',
      'parked t2 lock l1',
    ]);
  });

  it('is given up by a wait in an inner frame, and taken back before the wait ends', () => {
    expect(
      story(
        [
          { body: [lock, { op: 'call', frame: 'guest', body: [wait()] }] },
          { executor: 'e2', body: [lock, yields(false), unlock] },
        ],
        { signallers: signals('w1') },
        't1 t1 t1 t1 t1 t1 t2 t2 s1 s1 s1 t1/w1 t2 t1/w1 t2',
        ...seen,
        'delivered',
        'suspended',
      ),
    ).toEqual([
      'locked t1 l1',
      'unlocked t1 l1',
      'parked t1 wait ws1',
      'suspended t1 e1 wait',
      'locked t2 l1',
      'unparked t1 s1',
      'parked t1 wait l1',
      'suspended t1 e1 wait',
      'unlocked t2 l1',
      'unparked t1 t2',
      'suspended t2 e2 yield',
      'locked t1 l1',
      'delivered t1 wait ws1 w1',
      'parked t2 yield l1',
      'suspended t2 e2 yield',
    ]);
  });

  it('is not held by who waits for another', () => {
    expect(
      story(
        [
          { body: [lock, { op: 'lock', lock: 'l2' }] },
          { executor: 'e2', body: [{ op: 'lock', lock: 'l2' }, lock] },
        ],
        { locks: ['l1', 'l2'] },
        't1 t1 t2 t2 t1 t2',
        ...seen,
      ),
    ).toEqual([
      'locked t1 l1',
      'locked t2 l2',
      'unlocked t1 l1',
      'parked t1 lock l2',
      'locked t2 l1',
    ]);
  });

  it('is taken back with all the others at once, or not at all', () => {
    const second: Operation = { op: 'lock', lock: 'l2' };
    expect(
      story(
        [
          { body: [lock, second, wait()] },
          { executor: 'e2', body: [second, { op: 'unlock', lock: 'l2' }] },
        ],
        { locks: ['l1', 'l2'], signallers: signals('w1') },
        't1 t1 t1 t1 t1 t1 t2 t2 s1 s1 s1 t1/w1 t2 t1/w1',
        ...seen,
        'delivered',
      ),
    ).toEqual([
      'locked t1 l1',
      'locked t1 l2',
      'unlocked t1 l1',
      'unlocked t1 l2',
      'parked t1 wait ws1',
      'locked t2 l2',
      'unparked t1 s1',
      'parked t1 wait l2',
      'unlocked t2 l2',
      'unparked t1 t2',
      'locked t1 l1',
      'locked t1 l2',
      'delivered t1 wait ws1 w1',
    ]);
  });

  it('that was given back is not taken back by a later wait', () => {
    expect(
      story(
        [{ body: [lock, unlock, wait()] }],
        { signallers: signals('w1') },
        't1 t1 t1 t1 t1 t1 s1 s1 s1 t1/w1',
        ...seen,
      ),
    ).toEqual(['locked t1 l1', 'unlocked t1 l1', 'parked t1 wait ws1', 'unparked t1 s1']);
  });

  it('is given back by a trap, with the store', () => {
    const subject = machine(
      scenario(
        [
          { store: 'st1', body: [lock, drop] },
          { store: 'st2', body: [] },
        ],
        { locks },
      ),
    );
    const { state } = perform(subject, 't1 t1 t1'.split(' '));
    expect(subject.view(state).facts['l1']).toEqual({ held: 'none' });
  });

  it('of the store is one that each store has: two stores do not wait for each other', () => {
    expect(
      story(
        [
          { store: 'st1', body: [host({ op: 'store-borrow' })] },
          { store: 'st2', executor: 'e2', body: [host({ op: 'store-borrow' })] },
        ],
        {},
        't1 t1 t1 t2 t2 t2 t1',
        ...seen,
      ),
    ).toEqual(['locked t1 borrow of st1', 'locked t2 borrow of st2', 'unlocked t1 borrow of st1']);
  });

  it('of the store traps in host code off a fibre', () => {
    const off: Operation = {
      op: 'call',
      frame: 'host',
      fibre: false,
      body: [{ op: 'store-borrow' }],
    };
    expect(
      story(
        [{ body: [host({ op: 'store-borrow' })] }, { executor: 'e2', body: [off] }],
        {},
        't1 t1 t1 t2 t2 t2',
        'trapped',
      ),
    ).toEqual(['trapped t2 store-borrow cannot-block']);
  });
});
describe('a drop', () => {
  const empty = { sets: [{ id: 'ws1', members: [] }] };

  it('traps under a waiter, and under one that was woken and is not yet back', () => {
    const tasks: Tasks = [{ body: [wait(true)] }, { executor: 'e2', body: [drop] }];
    const rest = { ...empty, signallers: signals({ cancel: 't1' }) };
    const seen = ['trapped', 'dropped'] as const;
    expect(story(tasks, rest, 't1 t1 t2 t2', ...seen)).toEqual(['trapped t2 drop set-in-use']);
    expect(story(tasks, rest, 't1 t1 t1 t1 s1 s1 t2 t2', ...seen)).toEqual([
      'trapped t2 drop set-in-use',
    ]);
    expect(story(tasks, rest, 't1 t1 t1 t1 s1 s1 t1 t2 t2', ...seen)).toEqual(['dropped t2 ws1']);
  });

  it('traps under a waiter that a signal took off the list, whose waitable has left since', () => {
    const popped = domainOf(rightRuntimes.find(({ id }) => id === 'reference-popped')!);
    const subject = popped.machine(
      scenario([{ body: [wait()] }, { executor: 'e2', body: [leave, drop] }], {
        signallers: signals('w1'),
      }),
    );
    const { events } = perform(subject, 't1 t1 t1 t1 s1 s1 s1 t2 t2 t2'.split(' '));
    expect(events).toContainEqual({ kind: 'popped', by: 's1', task: 't1', on: 'ws1' });
    expect(events.at(-1)).toMatchObject({ kind: 'trapped', reason: 'set-in-use' });
  });
});
