import { describe, expect, it } from 'vitest';
import type { Operation } from '../../model/context/scenario.ts';
import { independent } from '../../model/machine.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario, signals } from '../support/context.ts';

const { machine } = domainOf(reference);
const wait: Operation = { op: 'wait', set: 'ws1' };
const waitOne: Operation = { op: 'wait-one', waitable: 'w2' };
const poll: Operation = { op: 'poll', set: 'ws1' };
const yields: Operation = { op: 'yield' };
const join: Operation = { op: 'join', waitable: 'w2', set: 'ws1' };
const signal: Operation = { op: 'signal', waitable: 'w1' };

describe('the machine, in the corners', () => {
  it('lets the latest ready task run first where the queue is `lifo`', () => {
    const lifo = { ...reference, id: 'lifo', queue: 'lifo' as const };
    const subject = domainOf(lifo).machine(scenario([{ body: [] }, { body: [] }]));
    expect(subject.enabled(subject.start.state).map(({ name }) => name)).toEqual(['t2']);
  });

  it('does not ask the guard for host code, which cannot wait', () => {
    const call: Operation = { op: 'call', frame: 'host', fibre: true, body: [signal] };
    const subject = machine(scenario([{ body: [call] }]));
    const { events } = perform(subject, ['t1', 't1']);
    expect(events.at(-1)).toMatchObject({ kind: 'entered', frame: 'host' });
  });

  it('tells the guard of others on the waiter list, and not of the task itself', () => {
    const refusesCompany = {
      ...reference,
      id: 'refuses-company',
      guard: (_: unknown, __: string, { waiters }: { waiters: boolean }) =>
        waiters ? ({ trap: 'deadlock' } as const) : 'go',
    };
    const subject = domainOf(refusesCompany).machine(
      scenario([{ body: [wait] }, { body: [wait] }]),
    );
    const { events } = perform(subject, 't1 t1 t1 t1 t2 t2 t2'.split(' '));
    const answers = events.flatMap((event) => (event.kind === 'guarded' ? [event.answer] : []));
    expect(answers).toEqual(['go', 'trap']);
  });

  it('drops the wake of a task that has ended, even where wakes are remembered', () => {
    const stays = {
      ...reference,
      id: 'never-deregisters',
      protocols: {
        ...reference.protocols,
        wait: [
          { label: 'register', do: ['register' as const] },
          { label: 'check', do: [{ check: ['deliver' as const, 'done' as const] }] },
          { label: 'park', do: ['park' as const], next: 'check' },
        ],
      },
    };
    const subject = domainOf(stays).machine(
      scenario([{ body: [wait] }], { signallers: signals('w1', 'w1') }),
    );
    const schedule = 's1 s1 t1 t1 t1/w1 t1 s1 s1 s1'.split(' ');
    const { events } = perform(subject, schedule);
    expect(events).toContainEqual({ kind: 'wake-dropped', task: 't1', by: 's1' });
  });

  it('asks the guard again whenever guest code runs: after an entry and after a return', () => {
    const call: Operation = { op: 'call', frame: 'sync-guest', body: [] };
    const subject = machine(scenario([{ body: [call] }]));
    const { events } = perform(subject, ['t1', 't1', 't1']);
    const answers = events.flatMap((event) => (event.kind === 'probed' ? [event.answer] : []));
    expect(answers.slice(-3)).toEqual(['go', 'trap', 'go']);
  });

  it('offers no choice of events to a step that hands out what an earlier one found', () => {
    const split = {
      ...reference,
      id: 'finds-then-takes',
      protocols: {
        ...reference.protocols,
        poll: [
          { label: 'find', do: [{ check: [{ goto: 'take' }] }, 'done' as const] },
          { label: 'take', do: ['deliver' as const] },
        ],
      },
    };
    const subject = domainOf(split).machine(
      scenario([{ body: [poll] }], {
        sets: [{ id: 'ws1', members: ['w1', 'w2'] }],
        signallers: signals('w1', 'w2'),
      }),
    );
    const { state } = perform(subject, ['s1', 's1', 's1', 's1', 't1', 't1/w2']);
    expect(subject.enabled(state).map(({ name }) => name)).toEqual(['t1']);
    expect(perform(subject, ['s1', 's1', 's1', 's1', 't1', 't1/w2', 't1']).events).toContainEqual(
      expect.objectContaining({ kind: 'polled', got: 'w2' }),
    );
  });

  it('lets a leave race with the synchronous waiter of its waitable', () => {
    const away: Operation = { op: 'leave', waitable: 'w2' };
    const subject = machine(
      scenario([{ body: [waitOne] }, { executor: 'e2', body: [away] }], {
        signallers: signals('w2'),
      }),
    );
    const [taking, leaving] = subject.enabled(
      perform(subject, ['s1', 's1', 't1', 't1', 't2']).state,
    );
    expect([taking?.name, leaving?.name]).toEqual(['t1/w2', 't2']);
    expect(independent(taking!, leaving!)).toBe(false);
  });

  it('tells states apart by each of their parts', () => {
    const subject = machine(scenario([{ body: [wait] }], { signallers: signals('w1') }));
    const { state } = subject.start;
    const keys = [
      state,
      { ...state, stores: [{ remembered: '1', over: 'no' as const }] },
      { ...state, stores: [{ ...state.stores[0]!, over: 'deadlock reported' as const }] },
      { ...state, sets: [{ waiters: [0], dropped: false }] },
      { ...state, sets: [{ waiters: [], dropped: true }] },
      { ...state, locks: [{ holder: 0, waiters: [] }] },
      { ...state, words: [{ values: [1] }] },
      { ...state, tasks: [{ ...state.tasks[0]!, token: true }] },
      { ...state, tasks: [{ ...state.tasks[0]!, remembered: '1' }] },
      { ...state, signallers: [{ at: 1, chosen: -1, activity: null }] },
      { ...state, executors: state.executors.toReversed() },
      { ...state, waitables: state.waitables.toReversed() },
    ].map((each) => subject.key(each));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('puts a task on a waiter list once, however often it registers', () => {
    const [register] = reference.protocols.wait;
    const twice = {
      ...reference,
      id: 'registers-twice',
      protocols: {
        ...reference.protocols,
        wait: [{ ...register!, label: 'first' }, ...reference.protocols.wait],
      },
    };
    const subject = domainOf(twice).machine(scenario([{ body: [wait] }]));
    const { facts } = subject.view(perform(subject, ['t1', 't1', 't1']).state);
    expect(facts['ws1']?.['waiters']).toBe('t1');
  });

  it('traps the second task that waits on one waitable alone', () => {
    const subject = machine(scenario([{ body: [waitOne] }, { executor: 'e2', body: [waitOne] }]));
    const { events } = perform(subject, ['t1', 't1', 't2', 't2']);
    expect(events.at(-1)).toMatchObject({ kind: 'trapped', reason: 'sync-waiter', task: 't2' });
  });

  it('traps a leave of a waitable that has a synchronous waiter', () => {
    const away: Operation = { op: 'leave', waitable: 'w2' };
    const subject = machine(scenario([{ body: [waitOne] }, { executor: 'e2', body: [away] }]));
    const { events } = perform(subject, ['t1', 't1', 't2', 't2']);
    expect(events.at(-1)).toMatchObject({ kind: 'trapped', reason: 'sync-waiter', task: 't2' });
  });

  it('lets a waitable join a set once its synchronous waiter has the event', () => {
    const subject = machine(scenario([{ body: [waitOne, join] }], { signallers: signals('w2') }));
    const { events } = perform(subject, ['s1', 's1', 't1', 't1', 't1/w2', 't1']);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'joined', waitable: 'w2', set: 'ws1' }),
    );
  });

  it('counts, of those asleep on an empty set, also who holds on to its executor', () => {
    const subject = domainOf({
      ...reference,
      id: 'empty-set-deadlocks-anywhere',
      guard: () => 'go' as const,
      verdict: ({ parkedOnEmptySet }: { parkedOnEmptySet: number }) =>
        parkedOnEmptySet > 0 ? 'deadlock' : 'go-on',
    }).machine(
      scenario([{ frame: 'sync-guest', body: [wait] }], {
        sets: [{ id: 'ws1', members: [] }],
        signallers: signals('w1'),
      }),
    );
    const { events } = perform(subject, ['t1', 't1', 't1', 't1']);
    expect(events.at(-1)).toEqual({ kind: 'deadlock-reported', store: 'store' });
  });

  it('gets back what its own switch-out made of it', () => {
    const books = {
      per: 'store',
      initial: 0,
      enter: (depth: number) => depth + 1,
      leave: (depth: number) => depth - 1,
      'switch-out': (depth: number) => depth * 10,
      'switch-in': (_: number, kept: number | null) => (kept ?? 0) / 10,
    };
    const counting = { ...reference, id: 'counting', bookkeeping: books, guard: () => 'go' };
    const call: Operation = { op: 'call', frame: 'guest', body: [yields] };
    const subject = domainOf(counting).machine(
      scenario([{ body: [call] }, { body: [] }], { executors: ['e1'] }),
    );
    const back = perform(subject, ['t1', 't1', 't1', 't2', 't2', 't1', 't1']).state;
    expect(subject.view(back).details['store']).toEqual({ remembers: '1' });
  });
});
