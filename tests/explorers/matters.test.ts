import { describe, expect, it } from 'vitest';
import { explain } from '../../api/explain.ts';
import { matters, type Matters } from '../../explorers/matters.ts';
import { orderedRun, type Order } from '../../explorers/ordered-run.ts';
import { findSchedule } from '../../explorers/find-schedule.ts';
import type { Machine } from '../../model/machine.ts';
import type { Scenario } from '../../model/context/scenario.ts';
import { restrict } from '../../properties/judge.ts';
import { mattersText } from '../../reports/text/counterexample.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';
import { wrongOrders } from '../support/orders.ts';
import { toyDomain } from '../support/toy.ts';

const PLENTY = { states: 20_000, total: 200_000 };

const toldOf = (found: Matters): readonly string[] =>
  found.kind === 'omitted'
    ? [found.because]
    : found.orders.map(
        ({ before, after }) => `${before.actor} ${before.told} < ${after.actor} ${after.told}`,
      );

/** What matters in the shortest schedule of a scenario that breaks the property of a planted bug. */
const shortest = (id: string, one: Scenario): readonly string[] => {
  const { runtime, property } = bug(id);
  const domain = domainOf(runtime);
  const only = restrict(domain.suite, (candidate) => candidate.id === property);
  const machine = domain.machine(one);
  const schedule = findSchedule(machine, only, () => true, 100)!;
  const found = matters(machine, only, schedule, PLENTY);
  expect(found).toMatchObject({ checked: 'all' });
  return toldOf(found);
};

/** What is told of a planted bug in that scenario and schedule. */
const textOf = (id: string, one: Scenario, schedule: string): string | undefined => {
  const { runtime, property } = bug(id);
  const failing = { scenario: one, schedule: schedule.split(' ') };
  const told = explain(domainOf(runtime), property, failing, null)?.explanation.matters;
  return told && mattersText(told);
};

const oneWait = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });

describe('what matters', () => {
  it.each([
    // The check finds nothing, and the look nobody.
    ['check-then-register', ['t1 check < s1 mark', 's1 look < t1 register']],
    ['looked-before-mark', ['s1 look < t1 register', 't1 check < s1 mark']],
    ['count-raised-late', ['t1 check < s1 mark', 's1 look < t1 count']],
    // The wake comes after the check, and before it could be seen.
    ['plain-wake', ['t1 check < s1 mark', 's1 unpark < t1 park']],
    ['token-cleared-late', ['t1 check < s1 mark', 's1 unpark < t1 clear']],
    // Nobody ever wakes it: all that it takes is to look too early.
    ['signal-wakes-nobody', ['t1 check < s1 mark']],
  ])('in %s is when the signal comes', (id, orders) => {
    expect(shortest(id, oneWait)).toEqual(orders);
  });

  it('in a join that wakes nobody is that it comes after the look of the signal and of the waiter', () => {
    const joined = scenario(
      [
        { body: [{ op: 'wait', set: 'ws1' }] },
        { executor: 'e2', body: [{ op: 'join', waitable: 'w1', set: 'ws1' }] },
      ],
      { sets: [{ id: 'ws1', members: [] }], signallers: signals('w1') },
    );
    expect([...shortest('silent-join', joined)].toSorted()).toEqual([
      's1 look < t2 link',
      't1 check < t2 link',
    ]);
  });

  it('tells two steps of one kind by their numbers', () => {
    const twice = scenario(
      [
        {
          body: [
            { op: 'wait', set: 'ws1' },
            { op: 'wait', set: 'ws1' },
          ],
        },
      ],
      {
        signallers: signals('w1', 'w1'),
      },
    );
    expect(textOf('plain-wake', twice, 's1 s1 t1 t1 t1/w1 t1 t1 s1 s1 s1 t1')).toBe(
      's1 1st look < t1 1st register, t1 2nd check < s1 2nd mark, s1 unpark < t1 park',
    );
  });

  it('is nothing where every order breaks', () => {
    const callback = scenario([{ frame: 'async-callback', body: [{ op: 'wait', set: 'ws1' }] }]);
    expect(textOf('article-flag', callback, 't1 t1 t1')).toBe(
      'no race: every order of these steps breaks it',
    );
  });

  it.each([
    ['popped-and-forgotten', ['w1', 'w1'], 1],
    ['plain-wake', ['w1', 'w1'], 1],
    ['wake-not-passed-on', ['w1', { cancel: 't1' }], 2],
    ['cancel-keeps-wake', ['w1', { cancel: 't1' }], 2],
  ] as const)('in %s is so by every interleaving', (id, list, tasks) => {
    const { runtime, property } = bug(id);
    const domain = domainOf(runtime);
    const only = restrict(domain.suite, (candidate) => candidate.id === property);
    const body: Scenario['tasks'][number]['body'] = [
      { op: 'wait', set: 'ws1', cancellable: true },
      ...(tasks === 1 ? [{ op: 'wait', set: 'ws1' } as const] : []),
    ];
    const one = scenario(
      Array.from({ length: tasks }, () => ({ body })),
      { signallers: signals(...list) },
    );
    const machine = domain.machine(one);
    const schedule = findSchedule(machine, only, () => true, 100)!;
    const record = explain(domain, property, { scenario: one, schedule }, null)!;
    const told = record.explanation.matters!;
    expect(told).toMatchObject({ checked: 'all' });
    const { orders } = told as Extract<typeof told, { orders: unknown }>;
    expect(orders).not.toEqual([]);
    expect(wrongOrders(machine, only, record, orders)).toEqual({ escapes: [], needless: [] });
  });

  it('in the toy is that both read before either writes', () => {
    const machine = toyDomain.machine({ a: 1, b: 1, locked: false });
    const only = restrict(toyDomain.suite, ({ id }) => id === 'no-lost-update');
    const found = matters(machine, only, ['a', 'b', 'b', 'a'], PLENTY);
    expect(toldOf(found)).toEqual(['a read < b write', 'b read < a write']);
  });

  it('may be that somebody else has not begun, whose steps the run does not have', () => {
    const two = scenario(
      [{ body: [{ op: 'wait', set: 'ws1', cancellable: true }] }, { body: [] }],
      {
        signallers: signals({ cancel: 't1' }),
      },
    );
    expect(textOf('next-slot', two, 't1 t1 t1 t1 s1 s1 t1')).toBe(
      't1 park < s1 unpark, s1 unpark < t2 enter guest',
    );
  });

  it('is not found out where it would take more states than there may be', () => {
    expect(search(PLENTY)).toMatchObject({ kind: 'found', checked: 'all' });
    expect(search({ states: 20_000, total: 100 })).toEqual({
      kind: 'omitted',
      because: 'more than 100 states',
    });
  });

  it('is sampled where one search does not get to its end, and then the same each time', () => {
    const few = { states: 10, total: 200_000 };
    expect(search(few)).toMatchObject({ kind: 'found', checked: 'sampled' });
    expect(search(few)).toEqual(search(few));
  });
});

describe('the search for a run that keeps orders', () => {
  it('tells states apart by the steps that have come, and ends though a run need not', () => {
    const at = (name: string) => ({ name, actor: name, reads: [], writes: ['went'] });
    const spins: Machine<boolean> = {
      start: { state: false, events: [] },
      enabled: (went) => (went ? [] : [at('a'), at('b')]),
      step: (_, { name }) => ({ state: name === 'b', events: [] }),
      key: String,
      label: (_, { name }) => name,
      view: () => ({ facts: {}, details: {} }),
    };
    const only = restrict(toyDomain.suite, ({ id }) => id === 'needs-a-clock');
    const step = (actor: string, number: number) => ({ actor, does: actor, number });
    const find = (...orders: readonly Order[]) =>
      orderedRun(spins, only, { orders, against: null, choices: new Map() }, 100);
    const twice = { before: step('a', 2), after: step('b', 1) };
    expect(find(twice)).toMatchObject({ kind: 'found', steps: ['a\na\n1', 'a\na\n2', 'b\nb\n1'] });
    expect(find({ before: step('c', 1), after: step('b', 1) })).toMatchObject({ kind: 'none' });
  });
});

/** A wakeup that is lost in a scenario of some size. */
const search = (limits: typeof PLENTY): Matters => {
  const { runtime, property } = bug('plain-wake');
  const domain = domainOf(runtime);
  const wait = { op: 'wait', set: 'ws1' } as const;
  const busy = scenario([{ body: [wait] }, { executor: 'e2', body: [wait] }], {
    signallers: signals('w1', 'w1'),
  });
  const only = restrict(domain.suite, ({ id }) => id === property);
  const machine = domain.machine(busy);
  return matters(
    machine,
    only,
    findSchedule(machine, only, () => true, 100)!,
    limits,
  );
};
