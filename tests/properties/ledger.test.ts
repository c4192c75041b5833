import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partialOrderSampling } from '../../explorers/partial-order-sampling.ts';
import { stream } from '../../explorers/random.ts';
import { choosing } from '../../explorers/strategy.ts';
import type { ContextEvent, EventOf } from '../../model/context/events.ts';
import type { Scenario } from '../../model/context/scenario.ts';
import { canonical } from '../../model/json.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import type { Ledger } from '../../properties/ledger.ts';
import { run } from '../../properties/run.ts';
import { domainOf } from '../support/context.ts';
import { declared } from '../support/declared.ts';
import {
  alone,
  called,
  cancelCalled,
  cancelled,
  cancelReturned,
  deregistered,
  ended,
  entered,
  left,
  locked,
  parked,
  polled,
  polls,
  quiescent,
  registered,
  requested,
  resumed,
  returned,
  signalled,
  suspended,
  trapped,
  unlocked,
  unparked,
} from '../support/traces.ts';

const { observer } = contextSuite;
/** The right one, and some of the wrong ones. */
const runtimes = [
  reference,
  ...plantedBugs.map(({ runtime }) => runtime).filter((_, i) => i % 5 === 0),
];

const drawn = (runtime: (typeof runtimes)[number], numRuns: number): readonly Scenario[] => {
  const { scenarios, vocabulary } = domainOf(runtime);
  return fc.sample(scenarios(new Set(vocabulary)), { seed: 1, numRuns });
};

const fold = (...events: readonly ContextEvent[]): Ledger => {
  const ledger = observer.initial();
  for (const event of events) observer.observe(ledger, event);
  return ledger;
};

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const field of Object.values(value)) freeze(field);
};

describe('a copy of the ledger', () => {
  it.each(runtimes.map((runtime) => [runtime.id, runtime] as const))(
    'shares nothing that a fold writes: %s',
    (_, runtime) => {
      for (const [i, scenario] of drawn(runtime, 3).entries()) {
        const choose = choosing(partialOrderSampling, stream(`ledger/${i}`));
        const { events } = run(domainOf(runtime).machine(scenario), contextSuite, choose, {
          steps: 200,
        });
        const inPlace = observer.initial();
        let copied = observer.initial();
        for (const event of events) {
          // Writing to what is frozen throws.
          freeze(copied);
          copied = observer.copy(copied);
          observer.observe(copied, event);
          observer.observe(inPlace, event);
        }
        expect(canonical(observer.copy(copied))).toBe(canonical(observer.copy(inPlace)));
      }
    },
  );
});

const delivered: EventOf<'delivered'> = {
  kind: 'delivered',
  task: 't1',
  operation: 'wait',
  on: 'ws1',
  waitable: 'w2',
};

describe('equal knowledge has equal texts', () => {
  it('once an operation is over, whatever happened in it', () => {
    const wait = called({ ...alone, cancellable: true });
    const [before, after] = [
      [declared, resumed(), entered()],
      [returned(alone), left(), ended('t1')],
    ] as const;
    const eventful = fold(
      ...before,
      locked(),
      wait,
      unlocked(),
      registered(),
      parked(alone),
      signalled('w2'),
      unparked(),
      resumed(),
      { ...delivered, ...alone },
      deregistered(),
      locked(),
      unlocked(),
      ...after,
    );
    expect(canonical(eventful)).toBe(canonical(fold(...before, wait, ...after)));
    const heard = fold(
      declared,
      signalled('w2'),
      { ...delivered, operation: 'poll' },
      polled('w2'),
    );
    expect(canonical(observer.copy(heard))).toBe(
      canonical(observer.copy(fold(declared, polled(null)))),
    );
    const poll = fold(declared, polls, { ...delivered, operation: 'poll' }, polled('w1'));
    expect(canonical(poll)).toBe(canonical(fold(declared, polls, polled(null))));
  });
});

describe('a trace that declares nothing', () => {
  it.each(['t1', 'toString', '__proto__'])('is folded all the same: %s', (id) => {
    const events = [
      entered(),
      called(alone),
      registered(),
      requested,
      cancelled,
      cancelCalled(),
      cancelReturned(),
      suspended('t1', 'yield'),
      locked(),
      unlocked(),
      signalled(),
      parked(),
      unparked(),
      resumed(),
      returned(),
      left(),
      trapped('cannot-block'),
      quiescent,
    ].map((event): ContextEvent => JSON.parse(JSON.stringify(event).replaceAll('t1', id)));
    const ledger = fold(...events);
    expect(Object.keys(ledger.tasks)).toEqual([id]);
    expect(ledger.tasks[id]).toMatchObject({ phase: 'returned', cancel: 'taken', wait: null });
    expect(Object.keys(observer.copy(ledger).tasks)).toEqual([id]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
