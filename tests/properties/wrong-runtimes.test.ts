import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../model/context/protocol.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { check } from '../../api/check.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { bare } from '../support/bare.ts';
import { domainOf, scenario, signals } from '../support/context.ts';

const withWait = (id: string, wait: Protocol): Runtime => ({
  ...reference,
  id,
  protocols: { ...reference.protocols, wait },
});

describe('a runtime that', () => {
  it('splits the check from the delivery gives one event to two waiters', () => {
    const split = withWait('split', [
      { label: 'register', do: ['register'] },
      { label: 'check', do: [{ check: [{ goto: 'take' }] }, { guard: ['deregister'] }] },
      { label: 'park', do: ['park'], next: 'check' },
      { label: 'take', do: ['deregister', 'deliver', 'done'] },
    ]);
    const two = scenario(
      [
        { body: [{ op: 'wait', set: 'ws1' }] },
        { executor: 'e2', body: [{ op: 'wait', set: 'ws1' }] },
      ],
      { signallers: signals('w1') },
    );
    const result = check(domainOf(split), { seed: '1', scenario: two });
    const broken = result.properties.find(({ id }) => id === 'delivered-exactly-once');
    expect(broken?.counterexample).toMatchObject({ reason: 'no-event' });
  });

  it('splits the check from the guard traps beside an event', () => {
    const split = withWait('late-guard', [
      { label: 'register', do: ['register'] },
      { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }] },
      { label: 'guard', do: [{ guard: ['deregister'] }] },
      { label: 'park', do: ['park'], next: 'check' },
    ]);
    const one = scenario([{ frame: 'sync-guest', body: [{ op: 'wait', set: 'ws1' }] }], {
      signallers: signals('w1'),
    });
    const result = check(domainOf(split), { seed: '1', scenario: one });
    const broken = result.properties.find(({ id }) => id === 'trap-only-where-unsuspendable');
    expect(broken?.counterexample).toMatchObject({ reason: 'event-was-there' });
  });

  it('skips a signal when nobody waits drops an event', () => {
    const skips = {
      ...reference,
      id: 'skips',
      protocols: {
        ...reference.protocols,
        signal: [
          { label: 'signal', do: ['look', { branch: 'no-more', do: ['done'] }, 'mark'] },
          { label: 'unpark', do: ['unpark', { branch: 'more', do: [{ goto: 'unpark' }] }] },
        ],
      },
    };
    const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });
    const result = check(domainOf(skips), { seed: '1', scenario: one });
    const broken = result.properties.find(({ id }) => id === 'delivered-exactly-once');
    expect(broken?.counterexample).toMatchObject({ reason: 'signal-dropped' });
  });

  it('spins instead of parking proves nothing, even if every interleaving is covered', () => {
    const spins = withWait('spins', [
      { label: 'check', do: [{ check: ['deliver', 'done'] }], next: 'check' },
    ]);
    const two = scenario([
      { body: [{ op: 'wait', set: 'ws1' }] },
      { body: [{ op: 'signal', waitable: 'w1' }] },
    ]);
    const result = check(domainOf(spins), { seed: '1', scenario: two });
    expect(result.explored.exhaustive).toBe(true);
    expect(result.verdict).toBe('inconclusive');
    expect(result.properties.find(({ id }) => id === 'no-lost-wakeup')?.verdict).toBe(
      'inconclusive',
    );
  });

  it('looks and goes to sleep under one lock is right, and has no window to be seen', () => {
    const wait: Protocol = [
      {
        label: 'wait',
        do: [
          { check: ['deregister', 'deliver', 'done'] },
          { guard: ['deregister'] },
          'register',
          'park',
        ],
        next: 'wait',
      },
    ];
    const budget = { runs: 5_000 };
    const result = check(domainOf(bare('monitor', wait)), { seed: '1', budget });
    expect(result.verdict).toBe('held');
    expect(
      result.witnesses.flatMap(({ id, inapplicable }) => (inapplicable === undefined ? [] : [id])),
    ).toEqual([
      'signal-before-register',
      'signal-between-register-and-check',
      'signal-between-check-and-park',
      'cancel-while-parked',
      'cancel-while-popped',
      'cancel-while-running',
      'event-while-locked',
    ]);
  });

  it('yields in a poll is seen to let others run', () => {
    const yielding = {
      ...reference,
      id: 'poll-yields',
      protocols: {
        ...reference.protocols,
        poll: [
          { label: 'give-way', do: ['requeue'] },
          { label: 'poll', do: [{ check: ['deliver'] }] },
        ],
      },
    };
    const result = check(domainOf(yielding), {
      seed: '1',
      scenario: scenario([{ body: [{ op: 'poll', set: 'ws1' }] }]),
    });
    const broken = result.properties.find(({ id }) => id === 'nonblocking-never-traps');
    expect(broken?.counterexample).toMatchObject({ reason: 'poll-gave-way' });
  });

  it('takes the events of the ledger as they come: an unknown kind changes nothing', () => {
    const { observer } = contextSuite;
    const ledger = observer.initial();
    observer.observe(ledger, { kind: 'ticked' });
    expect(ledger).toEqual(observer.initial());
  });
});
