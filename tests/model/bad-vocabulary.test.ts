import { describe, expect, it } from 'vitest';
import { lacks } from '../../model/context/abilities.ts';
import { parseScenario } from '../../model/context/parse.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { HeddleError } from '../../model/errors.ts';
import { reference, referencePlain } from '../../model/runtimes/reference.ts';
import { bare } from '../support/bare.ts';
import { domainOf, scenario, signals } from '../support/context.ts';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HeddleError);
    return (error as HeddleError).message;
  }
  throw new Error('it was accepted');
};

type Tasks = readonly (Partial<Scenario['tasks'][number]> & {
  readonly body: readonly Operation[];
})[];

const host = (body: readonly Operation[]): Operation => ({
  op: 'call',
  frame: 'host',
  fibre: true,
  body,
});
const inner = (body: readonly Operation[]): Operation => ({ op: 'call', frame: 'guest', body });
const lock: Operation = { op: 'lock', lock: 'l1' };
const unlock: Operation = { op: 'unlock', lock: 'l1' };
const borrow: Operation = { op: 'store-borrow' };
const giveBack: Operation = { op: 'store-return' };
const callOwn = (subtask = 't2'): Operation => ({ op: 'call-own', subtask });
const wait: Operation = { op: 'wait', set: 'ws1' };
const locks = ['l1'];

const refused: Readonly<Record<string, readonly [Tasks, Partial<Scenario>?]>> = {
  'cancels a task that does not exist': [[{ body: [{ op: 'cancel', task: 't7' }] }]],
  'cancels a waitable': [[{ body: [{ op: 'cancel', task: 'w1' }] }]],
  'lets a host thread cancel a task that does not exist': [
    [{ body: [] }],
    { signallers: signals({ cancel: 't11' }) },
  ],
  'calls a subtask that does not exist': [[{ body: [callOwn('t3')] }]],
  'cancels a subtask that does not exist': [[{ body: [{ op: 'cancel-subtask', subtask: 't3' }] }]],
  'locks what does not exist': [[{ body: [{ op: 'lock', lock: 'l2' }] }], { locks }],
  'locks in a scenario without locks': [[{ body: [lock] }]],
  'drops what does not exist': [[{ body: [{ op: 'drop', set: 'ws9' }] }]],
  'signals a subtask': [[{ body: [callOwn(), { op: 'signal', waitable: 't2' }] }, { body: [] }]],
  'lets a host thread signal a subtask': [
    [{ body: [callOwn()] }, { body: [] }],
    { signallers: signals('t2') },
  ],
  'has a subtask in a set when the run begins': [
    [{ body: [callOwn()] }, { body: [] }],
    { sets: [{ id: 'ws1', members: ['t2'] }] },
  ],
  'borrows the store in guest code': [[{ body: [borrow] }]],
  'gives a borrow back in guest code': [[{ body: [host([borrow, inner([giveBack])])] }]],
  'locks in host code': [[{ body: [host([lock])] }], { locks }],
  'cancels in host code': [[{ body: [host([{ op: 'cancel', task: 't1' }])] }]],
  'calls a subtask in host code': [[{ body: [host([callOwn()])] }, { body: [] }]],
  'drops a set in host code': [[{ body: [host([{ op: 'drop', set: 'ws1' }])] }]],
  'locks twice': [[{ body: [lock, lock] }], { locks }],
  'locks again in an inner frame': [[{ body: [lock, inner([lock])] }], { locks }],
  'borrows again in an inner frame': [[{ body: [host([borrow, inner([host([borrow])])])] }]],
  'unlocks what it does not hold': [[{ body: [unlock] }], { locks }],
  'unlocks twice': [[{ body: [lock, unlock, unlock] }], { locks }],
  'unlocks what an outer frame holds': [[{ body: [lock, inner([unlock])] }], { locks }],
  'unlocks what an inner frame held': [[{ body: [inner([lock]), unlock] }], { locks }],
  'gives back what it did not borrow': [[{ body: [host([giveBack])] }]],
  'calls a subtask twice': [[{ body: [callOwn(), callOwn()] }, { body: [] }]],
  'has a subtask with two callers': [
    [{ body: [callOwn('t3')] }, { body: [callOwn('t3')] }, { body: [] }],
  ],
  'has a subtask on another executor than its caller': [
    [{ body: [callOwn()] }, { executor: 'e2', body: [] }],
  ],
  'has a task that calls itself': [[{ body: [callOwn('t1')] }]],
  'has two tasks that call each other': [[{ body: [callOwn()] }, { body: [callOwn('t1')] }]],
  'waits for a task that nobody calls': [
    [{ body: [{ op: 'wait-one', waitable: 't2' }] }, { body: [] }],
  ],
  'waits for a subtask before it is called': [
    [{ body: [{ op: 'wait-one', waitable: 't2' }, callOwn()] }, { body: [] }],
  ],
  'cancels a subtask of another task': [
    [{ body: [callOwn('t3')] }, { body: [{ op: 'cancel-subtask', subtask: 't3' }] }, { body: [] }],
  ],
  'joins the subtask of another task': [
    [
      { body: [callOwn('t3')] },
      { body: [{ op: 'join', waitable: 't3', set: 'ws1' }] },
      { body: [] },
    ],
  ],
  'uses one set in two stores': [
    [
      { store: 'st1', body: [wait] },
      { store: 'st2', body: [{ op: 'poll', set: 'ws1' }] },
    ],
  ],
  'uses one waitable in two stores': [
    [
      { store: 'st1', body: [{ op: 'leave', waitable: 'w2' }] },
      { body: [{ op: 'wait-one', waitable: 'w2' }] },
    ],
  ],
  'uses one lock in two stores': [
    [
      { store: 'st1', body: [lock] },
      { store: 'st2', body: [lock] },
    ],
    { locks },
  ],
  'has a waitable of one store in a set of another': [
    [
      { store: 'st1', body: [wait] },
      { store: 'st2', body: [{ op: 'leave', waitable: 'w1' }] },
    ],
  ],
  'uses the id of a task for its store': [[{ store: 't1', body: [] }]],
  'uses one id for a lock and a set': [[{ body: [] }], { locks: ['ws1'] }],
};

describe('a scenario that makes no sense', () => {
  for (const [name, [tasks, rest]] of Object.entries(refused)) {
    it(name, () => {
      expect(messageOf(() => scenario(tasks, rest))).toMatchSnapshot();
    });
  }

  it('says that a wait can be cancelled with something else than true or false', () => {
    const good = scenario([{ body: [wait] }]);
    const body = [{ ...wait, cancellable: 'yes' }];
    expect(
      messageOf(() => parseScenario({ ...good, tasks: [{ ...good.tasks[0], body }] })),
    ).toMatchSnapshot();
  });
});

const accepted: typeof refused = {
  'signals, cancels and calls across stores': [
    [
      {
        store: 'st1',
        body: [callOwn(), { op: 'signal', waitable: 'w1' }, { op: 'cancel', task: 't2' }],
      },
      { store: 'st2', body: [wait] },
    ],
  ],
  'has a subtask that calls a subtask': [
    [{ body: [callOwn()] }, { body: [callOwn('t3')] }, { body: [] }],
  ],
  'calls in an inner frame what it waits for in an outer one': [
    [{ body: [inner([callOwn()]), { op: 'wait-one', waitable: 't2' }] }, { body: [] }],
  ],
  'locks again what it gave back': [[{ body: [lock, unlock, inner([lock]), lock] }], { locks }],
  'borrows in host code below guest code that holds a lock': [
    [{ body: [lock, host([borrow, inner([wait]), giveBack])] }],
    { locks },
  ],
};

describe('a scenario that makes sense', () => {
  for (const [name, [tasks, rest]] of Object.entries(accepted)) {
    it(name, () => {
      expect(() => scenario(tasks, rest)).not.toThrow();
    });
  }
});

describe('a scenario that does not fit a runtime', () => {
  const least = bare(
    'least',
    referencePlain.protocols.wait.map((step) => ({
      ...step,
      do: step.do.filter((each) => each !== 'release' && each !== 'acquire'),
    })),
  );
  const unfit: typeof refused = {
    'for a task cancels': [[{ body: [{ op: 'cancel', task: 't1' }] }]],
    'for a host thread cancels': [[{ body: [] }], { signallers: signals({ cancel: 't1' }) }],
    'for it cancels a subtask': [
      [{ body: [callOwn(), { op: 'cancel-subtask', subtask: 't2' }] }, { body: [] }],
    ],
    'for it drops a set': [[{ body: [{ op: 'drop', set: 'ws1' }] }]],
    'for it locks': [[{ body: [inner([lock])] }], { locks }],
    'for it borrows the store': [[{ body: [host([borrow])] }]],
    'for it has two stores': [[{ store: 'st1', body: [] }, { body: [] }]],
  };

  for (const [name, [tasks, rest]] of Object.entries(unfit)) {
    it(name, () => {
      const subject = scenario(tasks, rest);
      expect(messageOf(() => domainOf(least).parseScenario(subject))).toMatchSnapshot();
      expect(() => domainOf(reference).parseScenario(subject)).not.toThrow();
    });
  }

  it('is what each ability is told by: the least runtime has none, the reference all', () => {
    expect([...lacks(least)].toSorted()).toEqual(
      ['cancel', 'cancel-subtask', 'drop', 'lock', 'store-borrow', 'stores'].toSorted(),
    );
    expect([...lacks(reference)]).toEqual([]);
  });

  it('fits all the same if it has subtasks and one named store', () => {
    const subject = scenario([
      { store: 'st1', body: [callOwn(), { op: 'wait-one', waitable: 't2' }] },
      { store: 'st1', body: [] },
    ]);
    expect(() => domainOf(least).parseScenario(subject)).not.toThrow();
  });
});
