import { describe, expect, it } from 'vitest';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario, signals } from '../support/context.ts';
import { wait, poll, yields, callOwn, story } from '../support/story.ts';

const { machine } = domainOf(reference);

describe('a cancel', () => {
  const by = (task: string, rest = '') =>
    story(
      [{ body: [wait(true), wait(true)] }],
      { signallers: signals({ cancel: 't1' }, { cancel: 't1' }) },
      task + rest,
      'cancel-requested',
      'unparked',
      'token-set',
      'cancelled',
      'wait-returned',
    );

  it('finds its task parked: wakes it, and is taken', () => {
    expect(by('t1 t1 t1 t1 s1 s1 t1')).toEqual([
      'cancel-requested s1 t1',
      'unparked t1 s1',
      'cancelled t1 wait',
      'wait-returned t1 wait ws1 null',
    ]);
  });

  it('finds its task between check and park: the wake is remembered, and the task looks again', () => {
    expect(by('t1 t1 t1 s1 s1 t1 t1')).toEqual([
      'cancel-requested s1 t1',
      'token-set t1 s1',
      'cancelled t1 wait',
      'wait-returned t1 wait ws1 null',
    ]);
  });

  it('is made and not yet told when its task looks: it is taken, and the wake comes too late', () => {
    expect(by('t1 t1 s1 t1 s1')).toEqual([
      'cancel-requested s1 t1',
      'cancelled t1 wait',
      'wait-returned t1 wait ws1 null',
      'token-set t1 s1',
    ]);
  });

  it('changes nothing a second time, before it is taken or after', () => {
    expect(by('t1 t1 t1 t1 s1 s1 s1 t1')).toHaveLength(4);
    expect(by('t1 t1 t1 t1 s1 s1 t1 s1')).toHaveLength(4);
  });

  it('is taken once: the next wait parks', () => {
    const subject = machine(
      scenario([{ body: [wait(true), wait(true)] }], { signallers: signals({ cancel: 't1' }) }),
    );
    const { events } = perform(subject, 't1 t1 t1 t1 s1 s1 t1 t1 t1 t1'.split(' '));
    expect(events.at(-1)).toEqual({ kind: 'deadlock-reported', store: 'store' });
  });

  it('changes nothing before the task has begun', () => {
    expect(by('s1 t1 t1 t1 t1')).toEqual([]);
  });

  it('changes nothing once the task has ended', () => {
    expect(
      story(
        [{ body: [] }],
        { signallers: signals({ cancel: 't1' }) },
        't1 t1 s1',
        'cancel-requested',
        'token-set',
        'wake-dropped',
      ),
    ).toEqual([]);
  });

  it('waits while the task is in a wait that cannot be cancelled', () => {
    expect(
      story(
        [{ body: [wait(false), yields()] }],
        { signallers: signals({ cancel: 't1' }, 'w1') },
        't1 t1 t1 t1 s1 s1 t1 t1 s1 s1 s1 t1/w1 t1',
        'unparked',
        'parked',
        'delivered',
        'cancelled',
      ),
    ).toEqual([
      'parked t1 wait ws1',
      'unparked t1 s1',
      'parked t1 wait ws1',
      'unparked t1 s1',
      'delivered t1 wait ws1 w1',
      'cancelled t1 yield',
    ]);
  });

  it('finds its task woken by a signal and not yet run: one of the two is handed out, the other stays', () => {
    expect(
      story(
        [{ body: [wait(true), wait(true)] }],
        { signallers: signals('w1', { cancel: 't1' }) },
        't1 t1 t1 t1 s1 s1 s1 s1 s1 t1 t1 t1/w1',
        'unparked',
        'token-set',
        'cancelled',
        'delivered',
      ),
    ).toEqual([
      'unparked t1 s1',
      'token-set t1 s1',
      'cancelled t1 wait',
      'delivered t1 wait ws1 w1',
    ]);
  });

  it('is taken by a yield that had given way when it came', () => {
    expect(
      story(
        [{ body: [yields()] }],
        { signallers: signals({ cancel: 't1' }) },
        't1 t1 s1 s1 t1',
        'suspended',
        'token-set',
        'cancelled',
        'yielded',
      ),
    ).toEqual(['suspended t1 e1 yield', 'token-set t1 s1', 'cancelled t1 yield', 'yielded t1']);
  });

  it('reaches a caller below its subtask when its turn comes back', () => {
    expect(
      story(
        [{ body: [callOwn, poll] }, { body: [] }],
        { signallers: signals({ cancel: 't1' }) },
        't1 t1 s1 s1 t2 t2 t2 t2 t1',
        'cancel-requested',
        'cancelled',
      ),
    ).toEqual(['cancel-requested s1 t1', 'cancelled t1 poll']);
  });
});
