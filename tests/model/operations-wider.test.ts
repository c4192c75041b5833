import { describe, expect, it } from 'vitest';
import type { ContextEvent } from '../../model/context/events.ts';
import type { FrameKind } from '../../model/context/frames.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { domainOf, rightRuntimes, scenario } from '../support/context.ts';
import {
  wait,
  poll,
  yields,
  lock,
  unlock,
  cancel,
  callOwn,
  cancelSubtask,
  drop,
  leave,
  locks,
  type Tasks,
} from '../support/story.ts';

/** What became of `t1`, with everybody run as far as they come: `first` before the others, where it can move. */
const outcome = (
  runtime: (typeof rightRuntimes)[number],
  tasks: Tasks,
  first: string,
  rest: Partial<Scenario> = {},
): string => {
  const subject = domainOf(runtime).machine(scenario(tasks, { locks, ...rest }));
  let { state } = subject.start;
  const kinds: string[] = [];
  for (;;) {
    const enabled = subject.enabled(state);
    const action = enabled.find(({ actor }) => actor === first) ?? enabled[0];
    if (action === undefined) break;
    const step = subject.step(state, action);
    state = step.state;
    for (const event of step.events as readonly ContextEvent[]) {
      if ('task' in event && event.task === 't1') {
        kinds.push(event.kind);
        if (event.kind === 'trapped') return `trap ${event.reason}`;
      }
    }
  }
  const told = ['cancelled', 'delivered', 'parked', 'suspended'].filter((kind) =>
    kinds.includes(kind),
  );
  return told.join(', ') || 'goes on';
};

/** What is tested; what else there is; who goes first; where it may suspend and where not. */
type Row = readonly [
  name: string,
  (frame: FrameKind) => Tasks,
  Partial<Scenario>,
  string,
  string,
  string,
];

const guest = (frame: FrameKind, ...body: readonly Operation[]): Tasks[number] => ({ frame, body });
const holder: Tasks[number] = { executor: 'e2', body: [lock, unlock] };
const inCall = (frame: FrameKind, ...body: readonly Operation[]): Operation => ({
  op: 'call',
  frame: frame === 'guest' ? 'guest' : 'sync-guest',
  body,
});

const ROWS: readonly Row[] = [
  ['lock, free', (frame) => [guest(frame, lock)], {}, 't1', 'goes on', 'goes on'],
  [
    'lock, held by another and given back',
    (frame) => [
      { executor: 'e1', body: [inCall(frame, { op: 'signal', waitable: 'w2' }, lock)] },
      { ...holder, body: [lock, { op: 'signal', waitable: 'w2' }, unlock] },
    ],
    {},
    't2',
    'goes on',
    'goes on',
  ],
  ['drop, unused', (frame) => [guest(frame, leave, drop)], {}, 't1', 'goes on', 'goes on'],
  [
    'drop, with a member',
    (frame) => [guest(frame, drop)],
    {},
    't1',
    'trap set-in-use',
    'trap set-in-use',
  ],
  [
    'drop, twice',
    (frame) => [guest(frame, leave, drop, drop)],
    {},
    't1',
    'trap dropped',
    'trap dropped',
  ],
  [
    'drop, then wait',
    (frame) => [guest(frame, leave, drop, wait())],
    {},
    't1',
    'trap dropped',
    'trap dropped',
  ],
  [
    'drop, then poll',
    (frame) => [guest(frame, leave, drop, poll)],
    {},
    't1',
    'trap dropped',
    'trap dropped',
  ],
  [
    'drop, then join',
    (frame) => [guest(frame, leave, drop, { op: 'join', waitable: 'w1', set: 'ws1' })],
    {},
    't1',
    'trap dropped',
    'trap dropped',
  ],
  [
    'cancel of a task that ended',
    (frame) => [guest(frame, cancel('t2')), { executor: 'e2', body: [] }],
    {},
    't2',
    'goes on',
    'goes on',
  ],
  [
    'call-own, ends at once',
    (frame) => [guest(frame, callOwn), { body: [] }],
    {},
    't1',
    'goes on',
    'goes on',
  ],
  [
    'call-own, gives way first',
    (frame) => [guest(frame, callOwn), { body: [yields()] }],
    {},
    't1',
    'goes on',
    'goes on',
  ],
];
describe('what an operation does', () => {
  for (const runtime of rightRuntimes) {
    for (const [name, tasks, rest, first, may, mayNot] of ROWS) {
      it(`${runtime.id}: ${name}`, () => {
        expect(outcome(runtime, tasks('guest'), first, rest)).toBe(may);
        expect(outcome(runtime, tasks('sync-guest'), first, rest)).toBe(mayNot);
      });
    }

    it(`${runtime.id}: cancel-subtask, its end there and not`, () => {
      const eager = runtime.guarding === 'eager';
      const ended: Tasks = [{ body: [callOwn, cancelSubtask] }, { body: [] }];
      const begun: Tasks = [{ body: [callOwn, cancelSubtask] }, { body: [yields(false)] }];
      const stuck: Tasks = [{ body: [callOwn, cancelSubtask] }, { body: [wait()] }];
      const sync = (tasks: Tasks): Tasks => [{ ...tasks[0]!, frame: 'sync-guest' }, tasks[1]!];
      expect(outcome(runtime, ended, 't1')).toBe('delivered');
      expect(outcome(runtime, sync(ended), 't1')).toBe(eager ? 'trap cannot-block' : 'delivered');
      expect(outcome(runtime, begun, 't1')).toBe('delivered, parked, suspended');
      expect(outcome(runtime, sync(begun), 't1')).toBe('trap cannot-block');
      expect(outcome(runtime, stuck, 't1')).toBe('parked, suspended');
    });

    it(`${runtime.id}: takes a request in whatever can be cancelled, and nowhere else`, () => {
      const eager = runtime.guarding === 'eager';
      const begun = (frame: FrameKind, operation: Operation): string =>
        outcome(runtime, [{ frame, body: [cancel('t1'), operation] }], 't1');
      expect(begun('guest', wait(true))).toBe('cancelled');
      expect(begun('guest', wait(false))).toBe('parked, suspended');
      expect(begun('guest', { op: 'wait-one', waitable: 'w2', cancellable: true })).toBe(
        'cancelled',
      );
      expect(begun('guest', poll)).toBe('cancelled');
      expect(begun('guest', { op: 'poll', set: 'ws1' })).toBe('goes on');
      expect(begun('guest', yields())).toBe('cancelled');
      expect(begun('guest', yields(false))).toBe('suspended');
      expect(begun('sync-guest', wait(true))).toBe(eager ? 'trap cannot-block' : 'cancelled');
      expect(begun('sync-guest', wait(false))).toBe('trap cannot-block');
      expect(begun('sync-guest', poll)).toBe('cancelled');
      expect(begun('sync-guest', yields())).toBe('cancelled');
      expect(begun('sync-guest', yields(false))).toBe('goes on');
    });
  }
});
