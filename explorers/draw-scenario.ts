import * as fc from 'fast-check';
import type { FrameKind } from '../model/context/frames.ts';
import {
  operationsIn,
  type Operation,
  type Scenario,
  type Signal,
  type Task,
} from '../model/context/scenario.ts';
import { VOCABULARY } from '../model/context/vocabulary.ts';
import {
  assemble,
  drafts,
  weighted,
  type Draft,
  type Names,
  type Weigh,
} from './draw-operations.ts';

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

/**
 * Where a waitable begins, and so what it is for: in one of the sets, outside all of them (somebody may join
 * it), or alone, for a task to wait on directly.
 */
type Role = 'first set' | 'second set' | 'joins later' | 'alone';

const roles = weighted<Role>([4, 'first set'], [2, 'second set'], [5, 'joins later'], [3, 'alone']);

const suspendableFrame = weighted<FrameKind>([3, 'guest'], [2, 'async-callback']);

const unsuspendableFrame = weighted<FrameKind>([1, 'sync-guest'], [2, 'sync-callback']);

const frameOfTask = (weigh: Weigh): fc.Arbitrary<FrameKind> =>
  fc.oneof(
    { weight: 3, arbitrary: suspendableFrame },
    { weight: weigh('unsuspendable', 1), arbitrary: unsuspendableFrame },
  );

/** What decides the outline of a scenario. */
interface Shape {
  readonly tasks: number;
  readonly executors: number;
  readonly roles: readonly Role[];
  readonly sets: number;
  /** The task that calls the last one, as a number that is brought into range; none: nobody does. */
  readonly caller: number | null;
  /** The last task lives in a store of its own, with the second set. */
  readonly apart: boolean;
  /** Who waits, where it can be suspended, before anything else happens: several tasks are then parked on one set. */
  readonly first: 'anybody' | 'everybody';
}

const shapes = (bounds: Bounds, weigh: Weigh): fc.Arbitrary<Shape> =>
  drawShape(bounds, weigh).map((shape) =>
    // Whom everybody waits for can come.
    shape.first === 'everybody'
      ? { ...shape, roles: ['first set', ...shape.roles.slice(1)] }
      : shape,
  );

const drawShape = (bounds: Bounds, weigh: Weigh): fc.Arbitrary<Shape> =>
  fc.record({
    tasks: weighted([1, 1], [3, 2], [4, 3]).map((count) => Math.min(count, bounds.tasks)),
    executors: fc.integer({ min: 1, max: bounds.executors }),
    roles: fc.array(roles, { minLength: 1, maxLength: bounds.waitables, size: 'max' }),
    sets: fc.integer({ min: 1, max: bounds.sets }),
    caller: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: weigh('call-own', 3), arbitrary: fc.nat({ max: 7 }) },
    ),
    apart: weighted([3, false], [weigh('stores', 2), true]),
    first: weighted<Shape['first']>([2, 'anybody'], [1, 'everybody']),
  });

/** The names that the tasks of each store may use; null: there is no second store. */
const namesOf = (
  shape: Shape,
): { readonly first: Names; readonly second: Names | null; readonly all: Names } => {
  const waitables = names('w', shape.roles.length);
  const withRole = (...wanted: readonly Role[]): readonly string[] =>
    waitables.filter((_, i) => wanted.includes(shape.roles[i]!));
  const all: Names = {
    sets: names('ws', shape.sets),
    waitables,
    shared: withRole('first set', 'second set', 'joins later'),
    alone: withRole('alone'),
    locks: ['l1'],
    tasks: names('t', shape.tasks),
  };
  const own = withRole('second set');
  if (!shape.apart || shape.sets < 2 || shape.tasks < 2 || own.length === 0) {
    return { first: all, second: null, all };
  }
  const others = waitables.filter((name) => !own.includes(name));
  const shared = all.shared.filter((name) => !own.includes(name));
  const first = { ...all, sets: all.sets.slice(0, 1), waitables: others, shared };
  const second = {
    ...all,
    sets: all.sets.slice(1),
    waitables: own,
    shared: own,
    alone: [],
    locks: [],
  };
  return { first, second, all };
};

/** What a caller does with its subtask: the call, and uses of it, each after as many of the operations as drawn. */
interface Calling {
  readonly call: number;
  readonly uses: readonly {
    readonly after: number;
    readonly op: 'join' | 'wait-one' | 'cancel-subtask';
  }[];
}

const callings = (weigh: Weigh): fc.Arbitrary<Calling> => {
  const uses = (['join', 'wait-one', 'cancel-subtask'] as const).filter((op) => weigh(op, 1) > 0);
  return fc.record({
    call: fc.nat({ max: 5 }),
    uses:
      uses.length === 0
        ? fc.constant([])
        : fc.array(fc.record({ after: fc.nat({ max: 3 }), op: fc.constantFrom(...uses) }), {
            maxLength: 2,
          }),
  });
};

/** The body of a caller with its subtask's operations in it. */
const withCall = (
  body: readonly Operation[],
  subtask: string,
  set: string,
  { call, uses }: Calling,
): readonly Operation[] => {
  const at = Math.min(call, body.length);
  const result: Operation[] = [...body.slice(0, at), { op: 'call-own', subtask }];
  const rest = body.slice(at);
  for (const { after, op } of uses) {
    result.push(...rest.splice(0, after));
    if (op === 'join') result.push({ op, waitable: subtask, set });
    else result.push(op === 'wait-one' ? { op, waitable: subtask } : { op, subtask });
  }
  return [...result, ...rest];
};

interface DrawnTask {
  readonly executor: string;
  readonly frame: FrameKind;
  readonly waitsFirst: boolean;
  /** Whether the wait that it begins with can be cancelled. */
  readonly cancellable: boolean;
  readonly drafts: readonly Draft[];
}

/**
 * Scenarios within the bounds, biased towards nesting, several waiters on a set, and signals for what is
 * waited on. Of the words of `VOCABULARY` only those that are `allowed` occur.
 */
export const drawScenario = (
  bounds: Bounds,
  allowed: ReadonlySet<string> = new Set(VOCABULARY),
): fc.Arbitrary<Scenario> => {
  const weigh: Weigh = (word, weight) => (allowed.has(word) ? weight : 0);
  return shapes(bounds, weigh).chain((shape) => {
    const { first, second, all } = namesOf(shape);
    const executors = names('e', shape.executors);
    const crowded = shape.first === 'everybody';
    const task = (own: Names): fc.Arbitrary<DrawnTask> =>
      fc.record({
        executor: fc.constantFrom(...executors),
        frame: crowded ? suspendableFrame : frameOfTask(weigh),
        waitsFirst: crowded ? fc.constant(true) : weighted([2, false], [1, true]),
        cancellable: weighted([1, false], [weigh('cancel', crowded ? 2 : 1), true]),
        drafts: drafts(own, bounds.operations, weigh),
      });
    const owns = all.tasks.map((_, i) => (i === shape.tasks - 1 ? (second ?? first) : first));
    const signal: fc.Arbitrary<Signal> = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...all.waitables) },
      // In a crowd, most signals are for what everybody waits for, and one of those who wait is often cancelled.
      { weight: crowded ? 3 : 0, arbitrary: fc.constant(all.waitables[0]!) },
      {
        weight: weigh('cancel', crowded ? 4 : 2),
        arbitrary: fc.constantFrom(...all.tasks).map((cancel) => ({ cancel })),
      },
    );
    const signals = fc.array(signal, { minLength: 1, maxLength: 3, size: 'max' });
    return fc
      .record({
        tasks: fc.tuple(...owns.map(task)),
        signals: fc.array(signals, { minLength: crowded ? 1 : 0, maxLength: 2, size: 'max' }),
        calling: callings(weigh),
      })
      .map((drawn) =>
        compose(bounds, shape, executors, owns, { ...drawn, apart: second !== null }),
      );
  });
};

/** The scenario that the draws decide on. */
const compose = (
  bounds: Bounds,
  shape: Shape,
  executors: readonly string[],
  owns: readonly Names[],
  drawn: {
    readonly tasks: readonly DrawnTask[];
    readonly signals: readonly (readonly Signal[])[];
    readonly calling: Calling;
    readonly apart: boolean;
  },
): Scenario => {
  const last = drawn.tasks.length - 1;
  const caller = shape.caller === null || last === 0 ? -1 : shape.caller % last;
  const waitables = names('w', shape.roles.length);
  const members = (['first set', 'second set'] as const).map((role) =>
    waitables.filter((_, i) => shape.roles[i] === role),
  );
  const tasks = drawn.tasks.map(
    ({ executor, frame, waitsFirst, cancellable, drafts: list }, i): Task => {
      const [set] = owns[i]!.sets;
      const wait: Operation = { op: 'wait', set: set!, ...(cancellable ? { cancellable } : {}) };
      const first: readonly Draft[] = waitsFirst
        ? [{ draft: 'operations', operations: [wait] }]
        : [];
      // What a caller does with its subtask counts among its operations.
      const calling = i === caller ? 1 + drawn.calling.uses.length : 0;
      const operations = Math.max(0, bounds.operations - calling);
      const body = assemble(frame, [...first, ...list], { depth: bounds.depth, operations });
      return {
        id: `t${i + 1}`,
        executor: i === last && caller >= 0 ? drawn.tasks[caller]!.executor : executor,
        ...(i === last && drawn.apart ? { store: 'st2' } : {}),
        frame,
        body: i === caller ? withCall(body, `t${last + 1}`, set!, drawn.calling) : body,
      };
    },
  );
  const locks = tasks.some(({ body }) => operationsIn(body).some(({ op }) => op === 'lock'))
    ? ['l1']
    : [];
  return {
    format: 1,
    machine: 'async-context',
    executors,
    waitables,
    sets: names('ws', shape.sets).map((id, i) => ({ id, members: members[i] ?? [] })),
    ...(locks.length > 0 ? { locks } : {}),
    tasks,
    signallers: clip(drawn.signals, bounds.signals).map((list, i) => {
      return { id: `s${i + 1}`, signals: list };
    }),
  };
};

/** At most `max` signals in all. */
const clip = (
  signals: readonly (readonly Signal[])[],
  max: number,
): readonly (readonly Signal[])[] => {
  let left = max;
  return signals.flatMap((list) => {
    const kept = list.slice(0, left);
    left -= kept.length;
    return kept.length > 0 ? [kept] : [];
  });
};
