import { describe, expect, it } from 'vitest';
import { exhaustive } from '../../explorers/exhaustive.ts';
import { contextMachine } from '../../model/context/context-machine.ts';
import { compileRules, type Rules } from '../../model/context/rules.ts';
import { isRash } from '../../model/context/visible.ts';
import type { StoreView } from '../../model/context/runtime.ts';
import type { Operation, Scenario, Task } from '../../model/context/scenario.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, rightRuntimes, scenario, signals } from '../support/context.ts';

const waitFirst: Operation = { op: 'wait', set: 'ws1' };
const waitSecond: Operation = { op: 'wait', set: 'ws2' };
const sets = [
  { id: 'ws1', members: ['w1'] },
  { id: 'ws2', members: ['w2'] },
];
/** A task that traps at once: it waits for w1 where it may not, and nobody signals that. */
const trapper: Partial<Task> & { readonly body: readonly Operation[] } = {
  store: 'st1',
  frame: 'sync-guest',
  body: [waitFirst],
};

const holdsEverywhere = (subject: Scenario): void => {
  for (const runtime of rightRuntimes) {
    const { machine, suite } = domainOf(runtime);
    const { exhaustive: all, failures } = exhaustive(machine(subject), suite, subject, 50_000);
    expect([runtime.id, all, failures]).toEqual([runtime.id, true, []]);
  }
};

describe('a trap with two stores on one executor', () => {
  const subject = domainOf(reference).machine(
    scenario([trapper, { store: 'st2', body: [waitSecond] }, { store: 'st1', body: [] }], {
      executors: ['e1'],
      sets,
      signallers: signals('w2'),
    }),
  );
  const trapped = perform(subject, ['t1', 't1', 't1']);

  it('ends the run of its own store, and the ready tasks of the other go on', () => {
    expect(trapped.events.at(-1)).toEqual({
      kind: 'trapped',
      task: 't1',
      operation: 'wait',
      reason: 'cannot-block',
    });
    expect(subject.view(trapped.state).facts).toMatchObject({
      st1: { over: 'trap cannot-block' },
      st2: { over: 'no' },
    });
    expect(subject.enabled(trapped.state).map(({ name }) => name)).toEqual(['t2', 's1']);
  });

  it('leaves no task of its store to run, not even one that never began', () => {
    const { state, events } = perform(subject, [
      't1',
      't1',
      't1',
      's1',
      's1',
      't2',
      't2',
      't2/w2',
      't2',
    ]);
    expect(events.at(-1)).toEqual({ kind: 'ended', task: 't2' });
    expect(subject.enabled(state)).toEqual([]);
  });
});

describe('a trap with two stores on two executors', () => {
  const subject = domainOf(reference).machine(
    scenario(
      [
        trapper,
        { store: 'st1', executor: 'e2', body: [{ op: 'signal', waitable: 'w2' }, { op: 'yield' }] },
        { store: 'st2', executor: 'e2', body: [waitSecond] },
      ],
      { sets },
    ),
  );

  it('stops a task on another executor at the end of its operation, and frees that executor', () => {
    const mid = perform(subject, ['t1', 't1', 't2', 't2', 't1']).state;
    expect(subject.enabled(mid).map(({ name }) => name)).toEqual(['t2']);
    expect(subject.label(mid, subject.enabled(mid)[0]!)).toBe('signal w2: look');
    const { state, events } = perform(subject, ['t1', 't1', 't2', 't2', 't1', 't2', 't2', 't3']);
    expect(events.filter(({ kind }) => kind === 'signal-returned')).toHaveLength(1);
    expect(events).not.toContainEqual(expect.objectContaining({ kind: 'yield-called' }));
    expect(subject.enabled(state).map(({ name }) => name)).toEqual(['t3']);
  });

  it('says of a task between two operations that it stops', () => {
    const { state } = perform(subject, ['t1', 't1', 't2', 't1']);
    expect(subject.label(state, subject.enabled(state)[0]!)).toBe('stop: its store is closed');
  });
});

describe('a task that parked where it may not', () => {
  it('no longer holds its executor once its store is closed', () => {
    const parksAnywhere = {
      ...reference,
      id: 'parks-where-it-may-not',
      guard: () => 'go' as const,
    };
    const subject = domainOf(parksAnywhere).machine(
      scenario(
        [
          trapper,
          { store: 'st1', executor: 'e2', body: [{ op: 'drop', set: 'ws1' }] },
          { store: 'st2', body: [waitSecond] },
        ],
        { sets },
      ),
    );
    const held = perform(subject, 't1 t1 t1 t1'.split(' ')).state;
    expect(subject.enabled(held).map(({ name }) => name)).toEqual(['t2']);
    const freed = perform(subject, 't1 t1 t1 t1 t2 t2'.split(' ')).state;
    expect(subject.enabled(freed).map(({ name }) => name)).toEqual(['t3']);
  });
});

describe('the verdict of a store, beside one that trapped', () => {
  it('is asked for when only tasks of the closed store are left in a queue', () => {
    holdsEverywhere(
      scenario(
        [
          { store: 'st2', body: [waitSecond] },
          trapper,
          { store: 'st1', body: [] },
          { store: 'st2', body: [] },
        ],
        { executors: ['e1'], sets },
      ),
    );
  });

  for (const [word, operation, cancellable] of [
    ['signal', { op: 'signal', waitable: 'w2' }, false],
    ['cancel', { op: 'cancel', task: 't1' }, true],
  ] as const) {
    it(`waits for the ${word} that a task of the closed store is in the middle of`, () => {
      holdsEverywhere(
        scenario(
          [
            { store: 'st2', body: [{ ...waitSecond, cancellable }] },
            trapper,
            { store: 'st1', executor: 'e2', body: [operation] },
          ],
          { sets },
        ),
      );
    });
  }

  it('comes once such a task has done its operation, if that led to nothing', () => {
    const subject = domainOf(reference).machine(
      scenario(
        [
          { store: 'st2', body: [waitSecond] },
          trapper,
          { store: 'st1', executor: 'e2', body: [{ op: 'signal', waitable: 'w3' }] },
        ],
        { waitables: ['w1', 'w2', 'w3'], sets },
      ),
    );
    const { events } = perform(subject, 't1 t1 t1 t1 t2 t2 t3 t3 t2 t3 t3'.split(' '));
    expect(events.at(-1)).toEqual({ kind: 'deadlock-reported', store: 'st2' });
    expect(events.findIndex(({ kind }) => kind === 'signal-returned')).toBe(events.length - 2);
  });

  it('comes as well where that task gave way in a yield, from which it never comes back', () => {
    const [giveWay, back] = reference.protocols.yield;
    const slow = {
      ...reference,
      id: 'slow-yield',
      protocols: {
        ...reference.protocols,
        yield: [{ label: 'begin', do: [] }, giveWay!, back!],
      },
    };
    const { machine } = domainOf(slow);
    const subject = machine(
      scenario(
        [
          { store: 'st2', body: [waitSecond] },
          trapper,
          { store: 'st1', executor: 'e2', body: [{ op: 'yield' }] },
        ],
        { sets },
      ),
    );
    const { events, state } = perform(subject, 't1 t1 t1 t1 t2 t2 t3 t3 t2 t3'.split(' '));
    expect(events.at(-1)).toEqual({ kind: 'deadlock-reported', store: 'st2' });
    expect(subject.enabled(state)).toEqual([]);
  });
});

describe('the counts that a verdict is asked with', () => {
  /** All counts that the runtime is asked about, in the order in which they first occur. */
  const asked = (subject: Scenario, schedule: string): readonly StoreView[] => {
    const views = new Map<string, StoreView>();
    const compiled = compileRules({ ...reference, id: 'counts', verdict: () => 'go-on' });
    const rules: Rules = {
      ...compiled,
      verdict: (view) => {
        views.set(Object.values(view).join(' '), view);
        return compiled.verdict(view);
      },
    };
    // Whether a report may come too early is asked once, of all counts there are.
    isRash(rules);
    views.clear();
    perform(contextMachine(subject, rules), schedule.split(' '));
    return [...views.values()];
  };
  const nobody = { ready: 0, running: 0, parked: 0, parkedOnEmptySet: 0, sources: 0 };

  it('count a caller below its subtask as running, for its own store and for the others', () => {
    const subject = scenario(
      [
        { store: 'st1', body: [{ op: 'call-own', subtask: 't2' }] },
        { store: 'st2', body: [] },
        { store: 'st1', executor: 'e2', body: [waitFirst] },
        { store: 'st3', executor: 'e2', body: [] },
      ],
      { sets, signallers: signals('w2') },
    );
    // At the park of t3, at the end of t4, and at the end of the host thread.
    expect(asked(subject, 't1 t1 t3 t3 t3 t3 t4 t4 s1 s1')).toEqual([
      { ...nobody, running: 1, parked: 1, sources: 3 },
      { ...nobody, running: 1, sources: 3 },
      { ...nobody, ready: 1, sources: 3 },
      { ...nobody, running: 1, parked: 1, sources: 2 },
      { ...nobody, running: 1, sources: 2 },
      { ...nobody, sources: 3 },
      { ...nobody, running: 1, parked: 1, sources: 1 },
      { ...nobody, running: 1, sources: 1 },
      { ...nobody, sources: 2 },
    ]);
  });

  it('count nobody who sleeps for a lock as asleep on an empty set', () => {
    const lock: Operation = { op: 'lock', lock: 'l1' };
    const subject = scenario(
      [
        { body: [waitFirst] },
        { executor: 'e2', body: [lock, { op: 'leave', waitable: 'w1' }] },
        { executor: 'e3', body: [lock] },
      ],
      { executors: ['e1', 'e2', 'e3'], locks: ['l1'] },
    );
    expect(asked(subject, 't1 t1 t1 t1 t2 t2 t2 t3 t3').at(-1)).toEqual({
      ...nobody,
      running: 1,
      parked: 2,
      parkedOnEmptySet: 1,
    });
  });

  it('are not told of a store that is closed', () => {
    const subject = scenario(
      [{ store: 'st1', body: [waitFirst] }, trapper, { store: 'st2', body: [] }],
      { sets, executors: ['e1'] },
    );
    const { events } = perform(
      domainOf(reference).machine(subject),
      't1 t1 t1 t1 t2 t2 t2 t3 t3'.split(' '),
    );
    expect(events).not.toContainEqual(expect.objectContaining({ kind: 'deadlock-reported' }));
  });
});
