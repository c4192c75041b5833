import * as fc from 'fast-check';
import { FRAME_KINDS, type FrameKind } from '../model/context/frames.ts';
import type { Operation } from '../model/context/scenario.ts';

/** The names that a task may use: those of its store, and of the tasks that it may cancel. */
export interface Names {
  readonly sets: readonly string[];
  readonly waitables: readonly string[];
  /** The waitables that are in sets, or may join one. */
  readonly shared: readonly string[];
  readonly alone: readonly string[];
  readonly locks: readonly string[];
  readonly tasks: readonly string[];
}

/** The weight of an operation: none where it is not allowed. */
export type Weigh = (op: string, weight: number) => number;

/** What one draw decides for some operations; `assemble` turns a list of them into nested calls. */
export type Draft =
  | { readonly draft: 'operations'; readonly operations: readonly Operation[] }
  | { readonly draft: 'open'; readonly frame: FrameKind | 'as outer'; readonly fibre: boolean }
  | { readonly draft: 'close' };

export const weighted = <T>(
  ...entries: readonly (readonly [weight: number, value: T])[]
): fc.Arbitrary<T> =>
  fc.oneof(...entries.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

type Choice = readonly [weight: number, arbitrary: fc.Arbitrary<Operation>];

/** One of `list`, where there is one. */
const each = <T>(
  list: readonly T[],
  weight: number,
  operation: (one: T) => Operation,
): readonly Choice[] =>
  list.length === 0 ? [] : [[weight, fc.constantFrom(...list).map(operation)]];

const operations = (names: Names, weigh: Weigh): fc.Arbitrary<Operation> => {
  const { sets, waitables, shared, alone, locks, tasks } = names;
  // Most uses are of the first set, so that several tasks meet there.
  const set = fc.oneof(
    { weight: 2, arbitrary: fc.constant(sets[0]!) },
    { weight: 1, arbitrary: fc.constantFrom(...sets) },
  );
  const cancellable = weigh('cancel', 1) > 0 ? weighted([2, true], [1, false]) : fc.constant(false);
  const mayBe = (arbitrary: fc.Arbitrary<Operation>): fc.Arbitrary<Operation> =>
    fc.tuple(arbitrary, cancellable).map(([operation, may]) =>
      // A flag that is not set is left out, as a person would.
      may ? ({ ...operation, cancellable: true } as Operation) : operation,
    );
  const onSet = (operation: (name: string) => Operation): fc.Arbitrary<Operation> =>
    set.map(operation);
  const joining = shared.length > 0 ? shared : waitables;
  const choices: readonly Choice[] = [
    [32, mayBe(onSet((name) => ({ op: 'wait', set: name })))],
    // A wait on a waitable of a set only traps, and ends the run: rarely.
    ...each(waitables, weigh('wait-one', 1), (waitable) => ({ op: 'wait-one', waitable })),
    ...each(alone, weigh('wait-one', 8), (waitable): Operation => ({
      op: 'wait-one',
      waitable,
    })).map(([weight, arbitrary]): Choice => [weight, mayBe(arbitrary)]),
    [weigh('poll', 6), mayBe(onSet((name) => ({ op: 'poll', set: name })))],
    [weigh('yield', 6), mayBe(fc.constant({ op: 'yield' }))],
    ...each(joining, weigh('join', 16), (waitable) => ({ op: 'join', waitable, set: sets[0]! })),
    ...each(joining, weigh('join', 4), (waitable) => ({ op: 'join', waitable, set: sets.at(-1)! })),
    // A waitable that somebody waits on alone stays out of sets: a join of it mostly traps.
    ...each(alone, weigh('join', 4), (waitable) => ({ op: 'join', waitable, set: sets[0]! })),
    ...each(joining, weigh('leave', 3), (waitable) => ({ op: 'leave', waitable })),
    ...each(waitables, weigh('signal', 10), (waitable) => ({ op: 'signal', waitable })),
    ...each(tasks, weigh('cancel', 10), (task) => ({ op: 'cancel', task })),
    ...each(locks, weigh('lock', 18), (lock) => ({ op: 'lock', lock })),
    ...each(locks, weigh('lock', 4), (lock) => ({ op: 'unlock', lock })),
    [weigh('store-borrow', 6), fc.constant({ op: 'store-borrow' })],
    [weigh('store-borrow', 2), fc.constant({ op: 'store-return' })],
    [weigh('drop', 5), onSet((name) => ({ op: 'drop', set: name }))],
  ];
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
};

/** Where frames that cannot be suspended are allowed, they are the less likely: one decides the whole stack above it. */
const frames = (weigh: Weigh): fc.Arbitrary<Extract<Draft, { draft: 'open' }>> =>
  fc
    .tuple(
      fc.oneof(
        {
          weight: 2,
          arbitrary: weighted<FrameKind>([3, 'async-callback'], [2, 'guest'], [2, 'host']),
        },
        { weight: weigh('unsuspendable', 1), arbitrary: fc.constantFrom(...FRAME_KINDS) },
        // A guest that calls itself: two frames of one kind are easily taken for one.
        { weight: 1, arbitrary: fc.constant<'as outer'>('as outer') },
      ),
      weighted([1, true], [weigh('unsuspendable', 1), false]),
    )
    .map(([frame, fibre]) => ({ draft: 'open', frame, fibre }));

/** A set is mostly in use: one that is emptied first may be dropped. */
const emptyings = (
  { sets, shared }: Names,
  weigh: Weigh,
): readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Draft> }[] =>
  shared.length === 0 || weigh('leave', 1) === 0
    ? []
    : [
        {
          weight: weigh('drop', 1),
          arbitrary: fc
            .tuple(fc.constantFrom(...shared), fc.constantFrom(...sets))
            .map(([waitable, set]): Draft => ({
              draft: 'operations',
              operations: [
                { op: 'leave', waitable },
                { op: 'drop', set },
              ],
            })),
        },
      ];

export const drafts = (names: Names, max: number, weigh: Weigh): fc.Arbitrary<readonly Draft[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: operations(names, weigh).map((operation): Draft => ({
          draft: 'operations',
          operations: [operation],
        })),
      },
      ...emptyings(names, weigh),
      { weight: weigh('call', 3), arbitrary: frames(weigh) },
      { weight: weigh('call', 2), arbitrary: fc.constant<Draft>({ draft: 'close' }) },
    ),
    { minLength: 1, maxLength: max, size: 'max' },
  );

/** A frame under way: what it has done so far, and what it holds. */
interface Open {
  readonly frame: FrameKind;
  readonly body: Operation[];
  readonly holds: string[];
}

const BORROW = 'borrow';

/** Whether the top frame may do this: what it may not falls away. */
const fits = (open: readonly Open[], operation: Operation): boolean => {
  const { frame, holds } = open.at(-1)!;
  const { op } = operation;
  const borrows = op === 'store-borrow' || op === 'store-return';
  if (op !== 'signal' && (frame === 'host') !== borrows) return false;
  const what = 'lock' in operation ? operation.lock : BORROW;
  if (op === 'lock' || op === 'store-borrow') {
    if (open.some((other) => other.holds.includes(what))) return false;
    holds.push(what);
  } else if (op === 'unlock' || op === 'store-return') {
    const i = holds.indexOf(what);
    if (i < 0) return false;
    holds.splice(i, 1);
  }
  return true;
};

/**
 * Nests a flat list: `open` begins a call, `close` returns; what a frame may not do, is too deep or one too many,
 * falls away.
 */
export const assemble = (
  base: FrameKind,
  list: readonly Draft[],
  { depth, operations: most }: { readonly depth: number; readonly operations: number },
): readonly Operation[] => {
  const open: Open[] = [{ frame: base, body: [], holds: [] }];
  let room = most;
  for (const item of list) {
    const top = open.at(-1)!;
    if (item.draft === 'close') {
      if (open.length > 1) open.pop();
    } else if (item.draft === 'operations') {
      for (const operation of item.operations) {
        if (room === 0 || !fits(open, operation)) continue;
        top.body.push(operation);
        room -= 1;
      }
    } else if (open.length < depth && room > 0) {
      room -= 1;
      const { fibre } = item;
      const frame = item.frame === 'as outer' ? top.frame : item.frame;
      const body: Operation[] = [];
      top.body.push(
        frame === 'host' ? { op: 'call', frame, fibre, body } : { op: 'call', frame, body },
      );
      open.push({ frame, body, holds: [] });
    }
  }
  return open[0]!.body;
};
