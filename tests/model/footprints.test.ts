import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../model/context/scenario.ts';
import { independent } from '../../model/machine.ts';
import { reference, referenceWakeOne } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario, signals } from '../support/context.ts';
import { callOwn, cancelSubtask, leave, wait, yields } from '../support/story.ts';

/** Whether the two actions that can be taken after the schedule may be swapped. */
const mayBeSwapped = (
  runtime: unknown,
  subject: Scenario,
  schedule: string,
  pair: readonly [string, string],
): boolean => {
  const machine = domainOf(runtime).machine(subject);
  const enabled = machine.enabled(perform(machine, schedule.split(' ')).state);
  const [a, b] = pair.map((name) => enabled.find((action) => action.name === name));
  return independent(a!, b!);
};

const P = reference.protocols;
const both = [{ id: 'ws1', members: ['w1', 'w2'] }];

describe('two actions that touch the same by a detour', () => {
  it('are not swapped: a task that wakes one more, and the park of that one', () => {
    const subject = scenario([{ body: [wait()] }, { executor: 'e2', body: [wait()] }], {
      sets: both,
      signallers: [
        { id: 's1', signals: ['w1'] },
        { id: 's2', signals: ['w2'] },
      ],
    });
    // t2 has looked and found nothing; then there are two events, for which nobody has looked who waits.
    const schedule = 't1 t1 t2 t2 t2 s1 s2';
    expect(mayBeSwapped(referenceWakeOne, subject, schedule, ['t1/w1', 't2'])).toBe(false);
  });

  it('are not swapped: a delivery of what has left the set since it was found, and a signal of that', () => {
    const split = {
      ...reference,
      id: 'finds-first',
      protocols: {
        ...P,
        wait: [
          { label: 'find', do: [{ check: [{ goto: 'take' }] }, 'done'] },
          { label: 'take', do: ['deliver', 'done'] },
        ],
      },
    };
    const subject = scenario([{ body: [wait()] }, { executor: 'e2', body: [leave] }], {
      signallers: signals('w1', 'w1'),
    });
    expect(mayBeSwapped(split, subject, 's1 s1 t1 t1/w1 t2 t2', ['t1', 's1'])).toBe(false);
  });

  it('are not swapped: a look for its own request by who cancels another, and that request', () => {
    const looks = {
      ...reference,
      id: 'looks-for-its-own',
      protocols: {
        ...P,
        'cancel-subtask': [
          { label: 'own', do: [{ check: 'request', do: ['deliver', 'done'] }] },
          ...P.wait,
        ],
      },
    };
    const subject = scenario([{ body: [callOwn, cancelSubtask] }, { body: [yields(false)] }], {
      signallers: signals({ cancel: 't1' }),
    });
    expect(mayBeSwapped(looks, subject, 't1 t1 t2 t2', ['t1', 's1'])).toBe(false);
  });
});

describe('what a guard sees', () => {
  it('is who is on the list, and not who is inside the wait without being there', () => {
    const seen: unknown[] = [];
    const guard = (_: unknown, __: string, sight: unknown): 'go' => {
      seen.push(sight);
      return 'go';
    };
    const late = {
      ...reference,
      id: 'registers-late',
      guard,
      protocols: {
        ...P,
        wait: [
          { label: 'check', do: [{ check: ['deliver', 'done'] }, { guard: [] }] },
          { label: 'park', do: ['register', 'park'], next: 'check' },
        ],
      },
    };
    const subject = domainOf(late).machine(
      scenario([{ body: [wait()] }, { executor: 'e2', body: [wait()] }]),
    );
    seen.length = 0;
    perform(subject, 't1 t1 t2 t2'.split(' '));
    expect(seen.filter((sight) => (sight as { inside: boolean }).inside)).toEqual([]);
  });
});
