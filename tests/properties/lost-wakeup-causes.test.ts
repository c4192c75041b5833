import { describe, expect, it } from 'vitest';
import { noLostWakeup } from '../../properties/no-lost-wakeup.ts';
import { follow, run } from '../../properties/run.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { restrict } from '../../properties/judge.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { findingIn } from '../../properties/run.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';

const only = restrict(contextSuite, ({ id }) => id === noLostWakeup.id);

/** Why the wakeup was lost that a schedule loses. */
const cause = (
  runtime: Runtime,
  subject: ReturnType<typeof scenario>,
  schedule: string,
): string => {
  const machine = domainOf(runtime).machine(subject);
  const result = run(machine, only, follow(schedule.split(' '), true), { steps: 100 });
  return findingIn(only, result, noLostWakeup.id)?.reason ?? 'none lost';
};

const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });

describe('the cause of a lost wakeup', () => {
  it('never-registered: the signal looked before the task was on the list', () => {
    expect(cause(bug('check-then-register').runtime, one, 't1 t1 s1 s1 t1 t1')).toBe(
      'never-registered',
    );
  });

  it('token-lost: the wake came before the park', () => {
    expect(cause(bug('plain-wake').runtime, one, 't1 t1 t1 s1 s1 s1 t1')).toBe('token-lost');
    expect(cause(bug('token-cleared-late').runtime, one, 't1 t1 t1 s1 s1 s1 t1 t1')).toBe(
      'token-lost',
    );
  });

  it('joined-silently: the join woke nobody', () => {
    const joins = scenario(
      [
        { body: [{ op: 'wait', set: 'ws1' }] },
        { body: [{ op: 'join', waitable: 'w2', set: 'ws1' }] },
      ],
      { signallers: signals('w2') },
    );
    expect(cause(bug('silent-join').runtime, joins, 't1 t1 t1 t1 s1 s1 t2 t2 t2')).toBe(
      'joined-silently',
    );
  });

  it('never-looked: the signal only marked', () => {
    const marks = {
      ...reference,
      id: 'marks-only',
      protocols: { ...reference.protocols, signal: [{ label: 'mark', do: ['mark' as const] }] },
    } as Runtime;
    expect(cause(marks, one, 't1 t1 t1 t1 s1')).toBe('never-looked');
  });

  it('wake-not-passed-on: the signal woke another waiter, who did not take the event', () => {
    const oneWake = {
      ...reference,
      id: 'wakes-one',
      protocols: {
        ...reference.protocols,
        signal: [
          { label: 'mark', do: ['mark'] },
          { label: 'look', do: ['look', { branch: 'no-more', do: ['done'] }] },
          { label: 'unpark', do: ['unpark', 'done'] },
        ],
      },
    } as unknown as Runtime;
    const two = scenario(
      [{ body: [{ op: 'wait', set: 'ws1' }] }, { body: [{ op: 'wait', set: 'ws1' }] }],
      { sets: [{ id: 'ws1', members: ['w1', 'w2'] }], signallers: signals('w1', 'w2') },
    );
    // Both signals find t1 first on the list, so t2 sleeps on beside the second event.
    expect(cause(oneWake, two, 't1 t1 t1 t1 t2 t2 t2 t2 s1 s1 s1 s1 s1 s1 t1/w1 t1')).toBe(
      'wake-not-passed-on',
    );
  });

  it('is none where the rules are right', () => {
    expect(cause(reference as unknown as Runtime, one, 't1 t1 t1 t1 s1 s1 s1')).toBe('none lost');
  });
});
