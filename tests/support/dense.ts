import * as fc from 'fast-check';
import type { Operation, Scenario, Signal, Task } from '../../model/context/scenario.ts';

/** What the tasks of one store may name; `others` are the waitables of the other one. */
interface Own {
  readonly set: string;
  readonly spare: string;
  readonly member: string;
  readonly single: string;
  readonly lock: string;
  readonly others: string;
}

const FIRST: Own = {
  set: 'ws1',
  spare: 'ws2',
  member: 'w1',
  single: 'w2',
  lock: 'l1',
  others: 'w3',
};
const SECOND: Own = {
  set: 'ws3',
  spare: 'ws4',
  member: 'w3',
  single: 'w4',
  lock: 'l2',
  others: 'w1',
};

const TASKS = ['t1', 't2', 't3', 't4', 't5'];

/** An operation, or a few that belong together; all words of the vocabulary are about as likely. */
const pieces = (own: Own, inHost: fc.Arbitrary<Operation>): fc.Arbitrary<readonly Operation[]> => {
  const { set, spare, member, single, lock, others } = own;
  const cancellable = fc.boolean();
  const one = (arbitrary: fc.Arbitrary<Operation>): fc.Arbitrary<readonly Operation[]> =>
    arbitrary.map((operation) => [operation]);
  const inner: fc.Arbitrary<Operation> = fc.oneof(
    cancellable.map((may): Operation => ({ op: 'wait', set, cancellable: may })),
    cancellable.map((may): Operation => ({ op: 'yield', cancellable: may })),
    fc.constant<Operation>({ op: 'signal', waitable: others }),
  );
  return fc.oneof(
    { weight: 3, arbitrary: one(inner) },
    one(
      cancellable.map((may): Operation => ({
        op: 'wait-one',
        waitable: single,
        cancellable: may,
      })),
    ),
    one(cancellable.map((may): Operation => ({ op: 'poll', set, cancellable: may }))),
    one(fc.constantFrom(member, single, others).map((waitable) => ({ op: 'signal', waitable }))),
    one(fc.constantFrom(...TASKS).map((task) => ({ op: 'cancel', task }))),
    one(
      fc
        .tuple(fc.constantFrom(member, single), fc.constantFrom(set, spare))
        .map(([waitable, into]): Operation => ({ op: 'join', waitable, set: into })),
    ),
    one(fc.constantFrom(member, single).map((waitable) => ({ op: 'leave', waitable }))),
    one(fc.constantFrom(set, spare).map((dropped) => ({ op: 'drop', set: dropped }))),
    fc
      .array(inner, { maxLength: 2 })
      .map((held): readonly Operation[] => [{ op: 'lock', lock }, ...held, { op: 'unlock', lock }]),
    one(
      fc.array(inHost, { maxLength: 2 }).map((body): Operation => ({
        op: 'call',
        frame: 'host',
        fibre: true,
        body: [{ op: 'store-borrow' }, ...body],
      })),
    ),
    one(
      inner.map((operation): Operation => ({
        op: 'call',
        frame: 'sync-callback',
        body: [operation],
      })),
    ),
  );
};

const bodyOf = (own: Own, max: number): fc.Arbitrary<readonly Operation[]> => {
  const { set, others } = own;
  const inHost = fc.oneof(
    fc.constant<Operation>({ op: 'signal', waitable: others }),
    fc.constant<Operation>({
      op: 'call',
      frame: 'async-callback',
      body: [{ op: 'wait', set, cancellable: true }],
    }),
  );
  return fc
    .array(pieces(own, inHost), { minLength: 1, maxLength: max, size: 'max' })
    .map((list) => list.flat());
};

/** What a caller does once it has called: uses of its subtask, of every kind. */
const uses = (own: Own): fc.Arbitrary<readonly Operation[]> =>
  fc.subarray<Operation>([
    { op: 'wait-one', waitable: 't5' },
    { op: 'join', waitable: 't5', set: own.set },
    { op: 'wait', set: own.set },
    { op: 'cancel-subtask', subtask: 't5' },
  ]);

/**
 * Scenarios in which every operation of the vocabulary meets every other often: two stores on two executors, a
 * subtask, locks, borrows and drops, little of each. Most come to a bad end, which is no matter to a law.
 */
export const denseScenarios: fc.Arbitrary<Scenario> = fc
  .record({
    bodies: fc.tuple(bodyOf(FIRST, 3), bodyOf(FIRST, 3), bodyOf(SECOND, 3), bodyOf(SECOND, 3)),
    executors: fc.tuple(...TASKS.map(() => fc.constantFrom('e1', 'e2'))),
    frames: fc.tuple(...TASKS.map(() => fc.constantFrom<Task['frame']>('guest', 'async-callback'))),
    subtask: fc.record({
      own: fc.constantFrom(FIRST, SECOND),
      body: fc.nat(),
      uses: uses(FIRST),
    }),
    callee: fc.tuple(bodyOf(FIRST, 2), bodyOf(SECOND, 2)),
    signals: fc.array(
      fc.array(
        fc.oneof(
          fc.constantFrom('w1', 'w2', 'w3', 'w4'),
          fc.constantFrom(...TASKS).map((cancel): Signal => ({ cancel })),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ bodies, executors, frames, subtask, callee, signals }): Scenario => {
    const called: readonly Operation[] = [{ op: 'call-own', subtask: 't5' }, ...subtask.uses];
    const task = (i: number, own: Own, body: readonly Operation[]): Task => ({
      id: TASKS[i]!,
      executor: i === 4 ? executors[0]! : executors[i]!,
      store: own === FIRST ? 'st1' : 'st2',
      frame: frames[i]!,
      body,
    });
    const [one, two, three, four] = bodies;
    return {
      format: 1,
      machine: 'async-context',
      executors: ['e1', 'e2'],
      waitables: ['w1', 'w2', 'w3', 'w4'],
      sets: [
        { id: 'ws1', members: ['w1'] },
        { id: 'ws2', members: [] },
        { id: 'ws3', members: ['w3'] },
        { id: 'ws4', members: [] },
      ],
      locks: ['l1', 'l2'],
      tasks: [
        task(0, FIRST, [...called, ...one]),
        task(1, FIRST, two),
        task(2, SECOND, three),
        task(3, SECOND, four),
        task(4, subtask.own, subtask.own === FIRST ? callee[0] : callee[1]),
      ],
      signallers: signals.map((list, i) => ({ id: `s${i + 1}`, signals: list })),
    };
  });
