import { describe, expect, it } from 'vitest';
import type { FrameKind } from '../../model/context/frames.ts';
import type { Operation } from '../../model/context/scenario.ts';
import { domainOf, perform, rightRuntimes, scenario, signals } from '../support/context.ts';

/** The last thing that `t1` did, having run alone (after `s1`, if there is a signal) as far as it could. */
const outcome = (
  runtime: (typeof rightRuntimes)[number],
  frame: FrameKind,
  operation: Operation,
  pending: boolean,
): string => {
  const machine = domainOf(runtime).machine(
    scenario([{ frame, body: [operation] }], {
      executors: ['e1'],
      waitables: ['w1', 'w2'],
      sets: [{ id: 'ws1', members: ['w1'] }],
      signallers: pending ? signals('w1', 'w2') : [],
    }),
  );
  let { state } = machine.start;
  const kinds: string[] = [];
  for (;;) {
    const enabled = machine.enabled(state);
    const action = enabled.find(({ actor }) => actor === 's1') ?? enabled[0];
    if (action === undefined) break;
    const step = machine.step(state, action);
    state = step.state;
    for (const event of step.events) {
      if (event.kind === 'trapped') return `trap ${(event as { reason?: string }).reason}`;
      kinds.push(event.kind);
    }
  }
  if (kinds.includes('delivered')) return 'delivers';
  if (kinds.includes('parked')) return 'parks';
  return kinds.includes('suspended') ? 'gives way' : 'goes on';
};

const wait: Operation = { op: 'wait', set: 'ws1' };
const waitOne: Operation = { op: 'wait-one', waitable: 'w2' };
const poll: Operation = { op: 'poll', set: 'ws1' };
const yields: Operation = { op: 'yield' };
const join: Operation = { op: 'join', waitable: 'w2', set: 'ws1' };
const leave: Operation = { op: 'leave', waitable: 'w1' };
const signal: Operation = { op: 'signal', waitable: 'w1' };

/** Operation; pending event or none; what it does in a frame that can be suspended, and in one that cannot. */
const LAZY: readonly [Operation, boolean, string, string][] = [
  [wait, true, 'delivers', 'delivers'],
  [wait, false, 'parks', 'trap cannot-block'],
  [waitOne, true, 'delivers', 'delivers'],
  [waitOne, false, 'parks', 'trap cannot-block'],
  [{ op: 'wait-one', waitable: 'w1' }, true, 'trap sync-waiter', 'trap sync-waiter'],
  [poll, true, 'delivers', 'delivers'],
  [poll, false, 'goes on', 'goes on'],
  [yields, false, 'gives way', 'goes on'],
  [join, false, 'goes on', 'goes on'],
  [leave, false, 'goes on', 'goes on'],
  [signal, false, 'goes on', 'goes on'],
];

describe('what an operation does', () => {
  for (const runtime of rightRuntimes) {
    for (const [operation, pending, may, mayNot] of LAZY) {
      const where =
        runtime.guarding === 'eager' && operation.op.startsWith('wait')
          ? 'trap cannot-block'
          : mayNot;
      const name = `${runtime.id}: ${operation.op}, ${pending ? 'an event pending' : 'nothing pending'}`;
      it(`${name}, where it may suspend: ${may}`, () => {
        expect(outcome(runtime, 'guest', operation, pending)).toBe(may);
      });
      it(`${name}, where it may not: ${where}`, () => {
        expect(outcome(runtime, 'sync-guest', operation, pending)).toBe(where);
      });
    }
  }
});

describe('the async-context machine', () => {
  const { machine } = domainOf(rightRuntimes[0]);

  it('coalesces signals until delivery, and delivery clears the event', () => {
    const subject = machine(
      scenario([{ body: [poll, poll] }], { signallers: signals('w1', 'w1') }),
    );
    const { events } = perform(subject, ['s1', 's1', 's1', 's1', 't1', 't1/w1', 't1']);
    expect(events.filter(({ kind }) => kind === 'delivered')).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === 'polled')).toMatchObject([
      { got: 'w1' },
      { got: null },
    ]);
  });

  it('offers one action for each event that a delivery could take', () => {
    const subject = machine(
      scenario([{ body: [poll] }], {
        sets: [{ id: 'ws1', members: ['w1', 'w2'] }],
        signallers: signals('w1', 'w2'),
      }),
    );
    const { state } = perform(subject, ['s1', 's1', 's1', 's1', 't1']);
    expect(subject.enabled(state).map(({ name }) => name)).toEqual(['t1/w1', 't1/w2']);
  });

  it('runs the tasks of an executor one at a time, in the order in which they became ready', () => {
    const subject = machine(
      scenario([{ body: [yields] }, { body: [yields] }], { executors: ['e1'] }),
    );
    const { events } = perform(subject, ['t1', 't1', 't2', 't2', 't1', 't1', 't2']);
    const resumed = events.flatMap((event) => (event.kind === 'resumed' ? [event.task] : []));
    expect(resumed).toEqual(['t1', 't2', 't1', 't2']);
    expect(subject.enabled(perform(subject, ['t1']).state).map(({ name }) => name)).toEqual(['t1']);
  });

  it('lets tasks of two executors step in between', () => {
    const subject = machine(scenario([{ body: [wait] }, { executor: 'e2', body: [wait] }]));
    expect(
      subject.enabled(perform(subject, ['t1', 't2', 't1']).state).map(({ name }) => name),
    ).toEqual(['t1', 't2']);
  });

  it('wakes a waiter when a waitable with an event joins its set', () => {
    const subject = machine(
      scenario([{ body: [wait] }, { body: [join] }], {
        sets: [{ id: 'ws1', members: [] }],
        signallers: signals('w2'),
      }),
    );
    const { events } = perform(subject, 't1 t1 t1 t1 s1 s1 t2 t2 t2 t2 t2 t1/w2'.split(' '));
    expect(events).toContainEqual({ kind: 'unparked', task: 't1', by: 't2' });
    expect(events.at(-1)).toMatchObject({ kind: 'wait-returned', got: 'w2' });
  });

  it('moves a waitable from set to set in one step', () => {
    const sets = [
      { id: 'ws1', members: ['w1'] },
      { id: 'ws2', members: [] },
    ];
    const subject = machine(
      scenario([{ body: [{ op: 'join', waitable: 'w1', set: 'ws2' }] }], { sets }),
    );
    const { facts } = subject.view(perform(subject, ['t1', 't1']).state);
    expect([facts['ws1']?.['members'], facts['ws2']?.['members']]).toEqual(['none', 'w1']);
  });

  it('traps a join of a waitable that has a synchronous waiter', () => {
    const subject = machine(scenario([{ body: [waitOne] }, { executor: 'e2', body: [join] }]));
    const { events } = perform(subject, ['t1', 't1', 't2', 't2']);
    expect(events.at(-1)).toMatchObject({ kind: 'trapped', reason: 'sync-waiter', task: 't2' });
  });

  it('ends the run at a trap', () => {
    const subject = machine(
      scenario(
        [
          { frame: 'sync-guest', body: [wait] },
          { executor: 'e2', body: [] },
        ],
        {
          signallers: signals('w1'),
        },
      ),
    );
    expect(subject.enabled(perform(subject, ['t1', 't1', 't1']).state)).toEqual([]);
  });
});

describe('a park where the task may not suspend', () => {
  const parksAnywhere = { ...rightRuntimes[0], id: 'parks-anywhere', guard: () => 'go' as const };

  it('holds the executor until somebody wakes the task', () => {
    const subject = domainOf(parksAnywhere).machine(
      scenario([{ frame: 'sync-guest', body: [wait] }, { body: [] }], {
        signallers: signals('w1'),
      }),
    );
    const asleep = perform(subject, ['t1', 't1', 't1', 't1']).state;
    expect(subject.enabled(asleep).map(({ name }) => name)).toEqual(['s1']);
    const woken = perform(subject, ['t1', 't1', 't1', 't1', 's1', 's1', 's1']).state;
    expect(subject.enabled(woken).map(({ name }) => name)).toEqual(['t1/w1']);
  });
});

describe('a runtime that keeps its books per store', () => {
  const perStore = (withHooks: boolean): unknown => ({
    ...rightRuntimes[0],
    id: withHooks ? 'per-store' : 'per-store-forgetful',
    bookkeeping: {
      per: 'store',
      initial: 0,
      enter: (depth: number, { kind }: { kind: string }) => depth + (kind === 'sync-guest' ? 1 : 0),
      leave: (depth: number, { kind }: { kind: string }) => depth - (kind === 'sync-guest' ? 1 : 0),
      ...(withHooks
        ? {
            'switch-out': (depth: number) => depth,
            'switch-in': (_: number, kept: number | null) => kept ?? 0,
          }
        : {}),
    },
    guard: (depth: number, operation: string) => {
      if (operation === 'poll' || depth === 0) return 'go';
      return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
    },
  });

  it('gets back at a switch what it put away', () => {
    const body: readonly Operation[] = [
      yields,
      { op: 'call', frame: 'guest', body: [yields, wait] },
    ];
    const subject = domainOf(perStore(true)).machine(
      scenario([{ body }, { frame: 'sync-guest', body: [yields] }], { executors: ['e1'] }),
    );
    const { events } = perform(subject, ['t1', 't1', 't2', 't2', 't2', 't1', 't1', 't1', 't1']);
    const answers = events.flatMap((event) =>
      event.kind === 'probed' ? [[event.task, event.answer]] : [],
    );
    expect(answers).toEqual([
      ['t1', 'go'],
      ['t2', 'trap'],
      ['t1', 'go'],
      ['t1', 'go'],
      ['t1', 'go'],
    ]);
  });

  it('is refused a scenario whose tasks are on two executors', () => {
    const { parseScenario } = domainOf(perStore(false));
    expect(() => parseScenario(scenario([{ body: [] }, { executor: 'e2', body: [] }]))).toThrow(
      'HD103',
    );
  });
});
