import { describe, expect, it } from 'vitest';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario, signals } from '../support/context.ts';
import { wait, poll, yields, callOwn, cancelSubtask, drop, story } from '../support/story.ts';

const { machine } = domainOf(reference);

describe('a call of a subtask', () => {
  const seen = ['own-called', 'signalled', 'suspended', 'resumed', 'ended', 'delivered'] as const;

  it('runs the subtask until it ends, and then goes on, with its end as an event', () => {
    expect(
      story(
        [{ body: [callOwn, { op: 'wait-one', waitable: 't2' }] }, { body: [] }],
        {},
        't1 t1 t2 t2 t2 t2 t1 t1/t2',
        ...seen,
      ),
    ).toEqual([
      'resumed t1 e1',
      'own-called t1 t2',
      'resumed t2 e1',
      'signalled t2 t2',
      'ended t2',
      'resumed t1 e1',
      'delivered t1 wait-one t2 t2',
    ]);
  });

  it('goes on when the subtask gives way for the first time, with that as an event, and only then', () => {
    expect(
      story(
        [
          { body: [callOwn, yields(false), yields(false)] },
          { body: [yields(false), yields(false)] },
        ],
        {},
        't1 t1 t2 t2 t1 t2 t2',
        ...seen,
      ),
    ).toEqual([
      'resumed t1 e1',
      'own-called t1 t2',
      'resumed t2 e1',
      'suspended t2 e1 yield',
      'signalled t2 t2',
      'resumed t1 e1',
      'suspended t1 e1 yield',
      'resumed t2 e1',
      'suspended t2 e1 yield',
    ]);
  });

  it('has an end that takes the place of the progress: one event is delivered', () => {
    expect(
      story(
        [
          {
            body: [callOwn, yields(false), { op: 'join', waitable: 't2', set: 'ws1' }, poll, poll],
          },
          { body: [yields(false)] },
        ],
        {},
        't1 t1 t2 t2 t1 t2 t2 t2 t2 t1 t1 t1 t1/t2 t1',
        'signalled',
        'polled',
      ),
    ).toEqual(['signalled t2 t2', 'signalled t2 t2', 'polled t1 ws1 t2', 'polled t1 ws1 null']);
  });

  it('can be called by a subtask, whose caller goes on when both have given way', () => {
    expect(
      story(
        [
          { body: [callOwn] },
          { body: [{ op: 'call-own', subtask: 't3' }, yields(false)] },
          { body: [wait()] },
        ],
        { signallers: signals('w1') },
        't1 t1 t2 t2 t3 t3 t3 t3 t2',
        'resumed',
        'suspended',
      ),
    ).toEqual([
      'resumed t1 e1',
      'resumed t2 e1',
      'resumed t3 e1',
      'suspended t3 e1 wait',
      'resumed t2 e1',
      'suspended t2 e1 yield',
      'resumed t1 e1',
    ]);
  });

  it('traps `poisoned` into a store that is closed', () => {
    expect(
      story(
        [
          { store: 'st1', body: [yields(false), callOwn] },
          { store: 'st2', body: [] },
          { store: 'st2', body: [drop] },
        ],
        {},
        't1 t1 t3 t3 t1 t1',
        'trapped',
        'own-called',
      ),
    ).toEqual(['trapped t3 drop set-in-use', 'trapped t1 call-own poisoned']);
  });

  it('gets its turn back, and no event, where the subtask traps in another store', () => {
    expect(
      story(
        [
          { store: 'st1', body: [callOwn, { op: 'join', waitable: 't2', set: 'ws2' }] },
          { store: 'st2', body: [drop] },
        ],
        {
          sets: [
            { id: 'ws1', members: ['w1'] },
            { id: 'ws2', members: [] },
          ],
        },
        't1 t1 t2 t2 t1 t1',
        'trapped',
        'resumed',
        'signalled',
        'ended',
      ),
    ).toEqual([
      'resumed t1 e1',
      'resumed t2 e1',
      'trapped t2 drop set-in-use',
      'resumed t1 e1',
      'ended t1',
    ]);
  });

  it('ends with its caller where both live in one store', () => {
    const subject = machine(
      scenario([
        { store: 'st1', body: [callOwn] },
        { store: 'st1', body: [drop] },
        { store: 'st2', body: [] },
      ]),
    );
    const { state, events } = perform(subject, 't1 t1 t2 t2'.split(' '));
    expect(events.at(-1)?.kind).toBe('trapped');
    expect(subject.enabled(state).map(({ name }) => name)).toEqual(['t3']);
  });
});

describe('the end that a cancel-subtask waits for', () => {
  it('is not its progress, which stays where it is', () => {
    expect(
      story(
        [{ body: [callOwn, cancelSubtask] }, { body: [wait(false)] }],
        { signallers: signals('w1') },
        't1 t1 t2 t2 t2 t2 t1 t1 t1 t1 t1 t2 t2 s1 s1 s1 t2/w1 t2 t2 t2 t2 t1/t2',
        'cancel-requested',
        'parked',
        'delivered',
      ),
    ).toEqual([
      'parked t2 wait ws1',
      'cancel-requested t1 t2',
      'parked t1 cancel-subtask t2',
      'parked t2 wait ws1',
      'delivered t2 wait ws1 w1',
      'delivered t1 cancel-subtask t2 t2',
    ]);
  });
});

describe('the turn that a subtask gives back', () => {
  it('goes past a caller whose store is closed, to the caller of that', () => {
    expect(
      story(
        [
          { store: 'st1', body: [callOwn] },
          { store: 'st2', body: [{ op: 'call-own', subtask: 't3' }] },
          { store: 'st1', body: [yields(false)] },
          { store: 'st2', executor: 'e2', body: [drop] },
        ],
        {},
        't1 t1 t2 t2 t3 t4 t4 t3 t1 t3',
        'trapped',
        'resumed',
      ),
    ).toEqual([
      'resumed t1 e1',
      'resumed t2 e1',
      'resumed t3 e1',
      'resumed t4 e2',
      'trapped t4 drop set-in-use',
      'resumed t1 e1',
      'resumed t3 e1',
    ]);
  });

  it('comes with what the store had put away for the caller', () => {
    const counting = {
      ...reference,
      id: 'counting-calls',
      guard: () => 'go',
      bookkeeping: {
        per: 'store',
        initial: 0,
        enter: (depth: number) => depth + 1,
        leave: (depth: number) => depth - 1,
        'switch-out': (depth: number) => depth,
        'switch-in': (_: number, kept: number | null) => kept ?? 0,
      },
    };
    const subject = domainOf(counting).machine(
      scenario([{ body: [{ op: 'call', frame: 'guest', body: [callOwn] }] }, { body: [] }]),
    );
    const { state } = perform(subject, 't1 t1 t1 t2 t2 t2 t2'.split(' '));
    expect(subject.view(state).details['store']).toEqual({ remembers: '2' });
  });
});

describe('an executor with a `slot`', () => {
  it('runs first whom somebody has just woken', () => {
    const slot = { ...reference, id: 'slot', queue: 'slot' as const };
    const subject = domainOf(slot).machine(
      scenario([{ body: [wait()] }, { body: [] }], { signallers: signals('w1') }),
    );
    const { state } = perform(subject, 't1 t1 t1 t1 s1 s1 s1'.split(' '));
    expect(subject.enabled(state).map(({ name }) => name)).toEqual(['t1/w1']);
  });
});
