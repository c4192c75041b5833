import * as fc from 'fast-check';
import { BASE_FRAME_KINDS, FRAME_KINDS, type FrameKind } from '../model/context/frames.ts';
import type { Operation, Scenario } from '../model/context/scenario.ts';

/** How large drawn scenarios get. */
export interface Bounds {
  readonly tasks: number;
  readonly executors: number;
  /** Frames on one stack, the base frame included. */
  readonly depth: number;
  /** Operations of a task, those in nested calls included; calls count. */
  readonly operations: number;
  readonly waitables: number;
  readonly sets: number;
  /** Signals of all host threads together. */
  readonly signals: number;
}

export const DEFAULT_BOUNDS: Bounds = {
  tasks: 3,
  executors: 2,
  depth: 3,
  operations: 6,
  waitables: 3,
  sets: 2,
  signals: 4,
};

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

const weighted = <T>(
  ...entries: readonly (readonly [weight: number, value: T])[]
): fc.Arbitrary<T> =>
  fc.oneof(...entries.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

/** What one draw decides for an operation; `assemble` turns a list of them into nested calls. */
type Draft =
  | { readonly draft: 'operation'; readonly operation: Operation }
  | { readonly draft: 'open'; readonly frame: FrameKind; readonly fibre: boolean }
  | { readonly draft: 'close' };

/**
 * Where a waitable begins, and so what it is for: in one of the sets, outside all of them (somebody may join
 * it), or alone, for a task to wait on directly.
 */
type Role = 'first set' | 'second set' | 'joins later' | 'alone';

const roles = weighted<Role>([4, 'first set'], [2, 'second set'], [5, 'joins later'], [2, 'alone']);

interface Names {
  readonly sets: readonly string[];
  readonly waitables: readonly string[];
  /** The waitables that are in sets, or may join one. */
  readonly shared: readonly string[];
  readonly alone: readonly string[];
}

const waitOne = (name: string): Operation => ({ op: 'wait-one', waitable: name });

const operations = ({ sets, waitables, shared, alone }: Names): fc.Arbitrary<Operation> => {
  // Most waits are on the first set, so that several tasks meet there.
  const set = fc.oneof(
    { weight: 2, arbitrary: fc.constant(sets[0]!) },
    { weight: 1, arbitrary: fc.constantFrom(...sets) },
  );
  const waitable = fc.constantFrom(...waitables);
  const joining = shared.length > 0 ? fc.constantFrom(...shared) : waitable;
  return fc.oneof(
    { weight: 32, arbitrary: set.map((name): Operation => ({ op: 'wait', set: name })) },
    // A wait on a waitable of a set only traps, and ends the run: rarely.
    { weight: 1, arbitrary: waitable.map(waitOne) },
    ...(alone.length > 0 ? [{ weight: 8, arbitrary: fc.constantFrom(...alone).map(waitOne) }] : []),
    { weight: 6, arbitrary: set.map((name): Operation => ({ op: 'poll', set: name })) },
    { weight: 6, arbitrary: fc.constant<Operation>({ op: 'yield' }) },
    {
      weight: 16,
      arbitrary: fc
        .tuple(joining, set)
        .map(([w, s]): Operation => ({ op: 'join', waitable: w, set: s })),
    },
    { weight: 3, arbitrary: joining.map((name): Operation => ({ op: 'leave', waitable: name })) },
    {
      weight: 10,
      arbitrary: waitable.map((name): Operation => ({ op: 'signal', waitable: name })),
    },
  );
};

/** Frames that can be suspended are the more likely: one that cannot decides the whole stack above it. */
const frames = fc.oneof(
  { weight: 3, arbitrary: weighted<FrameKind>([3, 'async-callback'], [2, 'guest'], [2, 'host']) },
  { weight: 1, arbitrary: fc.constantFrom(...FRAME_KINDS) },
);

const drafts = (all: Names, max: number): fc.Arbitrary<readonly Draft[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: operations(all).map((operation): Draft => ({
          draft: 'operation',
          operation,
        })),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(frames, weighted([3, true], [1, false]))
          .map(([frame, fibre]): Draft => ({ draft: 'open', frame, fibre })),
      },
      { weight: 1, arbitrary: fc.constant<Draft>({ draft: 'close' }) },
    ),
    { minLength: 1, maxLength: max, size: 'max' },
  );

/** Nests a flat list: `open` begins a call, `close` returns; what a frame may not do, or is too deep, falls away. */
const assemble = (list: readonly Draft[], depth: number): readonly Operation[] => {
  const bodies: { readonly host: boolean; readonly body: Operation[] }[] = [
    { host: false, body: [] },
  ];
  for (const item of list) {
    const top = bodies.at(-1)!;
    if (item.draft === 'close') {
      if (bodies.length > 1) bodies.pop();
    } else if (item.draft === 'operation') {
      if (!top.host || item.operation.op === 'signal') top.body.push(item.operation);
    } else if (bodies.length < depth) {
      const { frame, fibre } = item;
      const body: Operation[] = [];
      top.body.push(
        frame === 'host' ? { op: 'call', frame, fibre, body } : { op: 'call', frame, body },
      );
      bodies.push({ host: frame === 'host', body });
    }
  }
  return bodies[0]!.body;
};

const frameOfTask: fc.Arbitrary<FrameKind> = fc.oneof(
  { weight: 4, arbitrary: weighted<FrameKind>([3, 'guest'], [2, 'async-callback']) },
  { weight: 1, arbitrary: fc.constantFrom(...BASE_FRAME_KINDS) },
);

/**
 * Scenarios within the bounds, biased towards nesting, several waiters on a set, and signals for what is
 * waited on.
 */
export const drawScenario = (bounds: Bounds): fc.Arbitrary<Scenario> =>
  fc
    .record({
      tasks: weighted([1, 1], [3, 2], [4, 3]).map((count) => Math.min(count, bounds.tasks)),
      executors: fc.integer({ min: 1, max: bounds.executors }),
      roles: fc.array(roles, { minLength: 1, maxLength: bounds.waitables, size: 'max' }),
      sets: fc.integer({ min: 1, max: bounds.sets }),
    })
    .chain((shape) => {
      const executors = names('e', shape.executors);
      const waitables = names('w', shape.roles.length);
      const sets = names('ws', shape.sets);
      const withRole = (...wanted: readonly Role[]): readonly string[] =>
        waitables.filter((_, i) => wanted.includes(shape.roles[i]!));
      const alone = withRole('alone');
      const shared = waitables.filter((name) => !alone.includes(name));
      const task = fc.record({
        executor: fc.constantFrom(...executors),
        frame: frameOfTask,
        // Waits at the very beginning let several tasks be parked on one set before anything else happens.
        waitsFirst: weighted([2, false], [1, true]),
        drafts: drafts({ sets, waitables, shared, alone }, bounds.operations),
      });
      const signals = fc.array(fc.constantFrom(...waitables), {
        minLength: 1,
        maxLength: 3,
        size: 'max',
      });
      return fc
        .record({
          tasks: fc.array(task, { minLength: shape.tasks, maxLength: shape.tasks }),
          signals: fc.array(signals, { maxLength: 2, size: 'max' }),
        })
        .map((drawn): Scenario => {
          const members = [withRole('first set'), withRole('second set')];
          return {
            format: 1,
            machine: 'async-context',
            executors,
            waitables,
            sets: sets.map((id, i) => ({ id, members: members[i] ?? [] })),
            tasks: drawn.tasks.map(({ executor, frame, waitsFirst, drafts: list }, i) => {
              const wait: Draft = { draft: 'operation', operation: { op: 'wait', set: sets[0]! } };
              const first = waitsFirst ? [wait, ...list.slice(1)] : list;
              return { id: `t${i + 1}`, executor, frame, body: assemble(first, bounds.depth) };
            }),
            signallers: clip(drawn.signals, bounds.signals).map((list, i) => {
              return { id: `s${i + 1}`, signals: list };
            }),
          };
        });
    });

/** At most `max` signals in all. */
const clip = (
  signals: readonly (readonly string[])[],
  max: number,
): readonly (readonly string[])[] => {
  let left = max;
  return signals.flatMap((list) => {
    const kept = list.slice(0, left);
    left -= kept.length;
    return kept.length > 0 ? [kept] : [];
  });
};
