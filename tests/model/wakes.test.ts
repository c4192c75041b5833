import { describe, expect, it } from 'vitest';
import { referenceWakeLate, referenceWakeOne } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario, signals } from '../support/context.ts';
import { wait } from '../support/story.ts';

const three = scenario(
  [{ body: [wait()] }, { executor: 'e2', body: [wait()] }, { executor: 'e3', body: [wait()] }],
  {
    executors: ['e1', 'e2', 'e3'],
    sets: [{ id: 'ws1', members: ['w1', 'w2'] }],
    signallers: signals('w1', 'w2'),
  },
);
const asleep = 't1 t1 t1 t1 t2 t2 t2 t2 t3 t3 t3 t3'.split(' ');

describe('a runtime that wakes one', () => {
  it('finds and wakes whoever waits longest, and takes it off the list', () => {
    const subject = domainOf(referenceWakeOne).machine(three);
    const { state, events } = perform(subject, [...asleep, 's1', 's1', 's1']);
    expect(events).toContainEqual({ kind: 'looked', by: 's1', waitable: 'w1', found: ['t1'] });
    expect(subject.view(state).facts['ws1']).toMatchObject({ waiters: 't2 t3' });
    expect(events.filter(({ kind }) => kind === 'unparked')).toHaveLength(1);
  });

  it('takes off the list whom a waiter wakes for what it leaves, whoever leaves the list itself', () => {
    const subject = domainOf(referenceWakeLate).machine(three);
    const schedule = [...asleep, 's1', 's1', 's1', 's1', 's1', 's1'];
    const woken = perform(subject, schedule);
    expect(subject.view(woken.state).facts['ws1']).toMatchObject({ waiters: 't1 t2 t3' });
    const { state, events } = perform(subject, [...schedule, 't1', 't1/w1']);
    expect(events).toContainEqual({ kind: 'popped', by: 't1', task: 't2', on: 'ws1' });
    expect(events).toContainEqual({ kind: 'unparked', task: 't2', by: 't1' });
    expect(subject.view(state).facts['ws1']).toMatchObject({ waiters: 't3' });
  });
});
