import { maySuspend } from './frames.ts';
import { OPERATIONS, type OperationName } from './operations.ts';
import type { Choices, Program } from './program.ts';
import { GUARDED_OPERATIONS, type GuardedOperation } from './protocol.ts';
import type { Rules } from './rules.ts';

/** A stack of bodies and what the runtime remembers of it. */
interface Context {
  readonly bodies: readonly number[];
  readonly remembered: string;
  /** Host code does less than guest code, and nobody asks the guard for it. */
  readonly host: boolean;
  readonly truth: boolean;
  /** What the guard would answer to all that may be asked here. */
  readonly answers: string;
  /** The contexts that a call of each body leads to, and a return. */
  readonly calls: Map<number, Context>;
  outer: Context | null;
}

/** The most contexts to compare. */
const CONTEXTS_MAX = 1_000;

/**
 * The bodies that are worth entering from each stack, the empty one among them. A body is left out if another does all
 * that it does: what can be done there, what the truth and the guard say, and what comes of all further calls and
 * returns. Undefined where there are too many contexts to tell, or where bookkeeping is the store's.
 */
export const plainFrames = (
  program: Program,
  choices: Choices,
  rules: Rules,
): ReadonlyMap<string, ReadonlySet<number>> | undefined => {
  if (rules.runtime.bookkeeping.per === 'store') return undefined;
  const borrows = choices.operations.some(({ op }) => OPERATIONS[op].frames === 'host');
  const contexts = contextsOf(program, choices, rules);
  if (contexts === undefined) return undefined;
  const does = doesAllOf(contexts, borrows);
  return new Map(
    contexts.map((context) => [
      contextKey(context.bodies, context.remembered),
      best(context, does),
    ]),
  );
};

export const contextKey = (bodies: readonly number[], remembered: string): string =>
  `${bodies.join()} ${remembered}`;

/** Every context that calls and returns lead to. */
const contextsOf = (
  program: Program,
  { operations, bases, depth }: Choices,
  rules: Rules,
): readonly Context[] | undefined => {
  const calls = operations.flatMap(({ op, body }) => (op === 'call' ? [body] : []));
  const known = new Map<string, Context>();
  const reach = (bodies: readonly number[], remembered: string): Context => {
    const key = contextKey(bodies, remembered);
    const before = known.get(key);
    if (before !== undefined) return before;
    const frames = bodies.map((body) => program.bodies[body]!.frame);
    const host = frames.at(-1)?.kind === 'host';
    const context: Context = {
      bodies,
      remembered,
      host,
      truth: maySuspend(frames),
      answers: host || bodies.length === 0 ? '' : answersOf(operations, rules, remembered),
      calls: new Map(),
      outer: null,
    };
    known.set(key, context);
    return context;
  };
  reach([], rules.initial);
  for (const context of known.values()) {
    if (known.size > CONTEXTS_MAX) return undefined;
    const { bodies, remembered } = context;
    const next = bodies.length === 0 ? bases : bodies.length < depth ? calls : [];
    for (const body of next) {
      const inner = rules.enter(remembered, program.bodies[body]!.frame);
      context.calls.set(body, reach([...bodies, body], inner));
    }
    // A base frame that is left ends the task.
    if (bodies.length > 1) {
      const after = rules.leave(remembered, program.bodies[bodies.at(-1)!]!.frame);
      context.outer = reach(bodies.slice(0, -1), after);
    }
  }
  return [...known.values()];
};

const answersOf = (operations: Choices['operations'], rules: Rules, remembered: string): string => {
  const asked = new Set<GuardedOperation>(['wait']);
  for (const { op } of operations) if (isAsked(op)) asked.add(op);
  const answers: unknown[] = [];
  for (const operation of asked) {
    for (const waiters of [false, true]) {
      for (const [members, event] of [
        [false, false],
        [true, false],
        [true, true],
      ] as const) {
        const seen = { members, waiters, event, inside: waiters };
        answers.push(rules.guard(remembered, operation, seen));
      }
    }
  }
  return JSON.stringify(answers);
};

const isAsked = (op: OperationName): op is Extract<OperationName, GuardedOperation> =>
  (GUARDED_OPERATIONS as readonly OperationName[]).includes(op);

/** Whether the second context does all that the first does: the greatest such relation (simulation). */
const doesAllOf = (
  contexts: readonly Context[],
  borrows: boolean,
): ((a: Context, b: Context) => boolean) => {
  const alike = (a: Context, b: Context): boolean =>
    a.bodies.length === b.bodies.length &&
    a.truth === b.truth &&
    (borrows ? a.host === b.host : a.host || !b.host) &&
    (a.host || a.answers === b.answers);
  const related = new Map(contexts.map((a) => [a, new Set(contexts.filter((b) => alike(a, b)))]));
  const holds = (a: Context, b: Context): boolean => related.get(a)!.has(b);
  const stands = (a: Context, b: Context): boolean =>
    (a.outer === null || (b.outer !== null && holds(a.outer, b.outer))) &&
    [...a.calls.values()].every((inner) =>
      [...b.calls.values()].some((other) => holds(inner, other)),
    );
  for (let changed = true; changed;) {
    changed = false;
    for (const [a, others] of related) {
      for (const b of others) {
        if (a === b || stands(a, b)) continue;
        others.delete(b);
        changed = true;
      }
    }
  }
  return holds;
};

/** Of the bodies that can be entered from a context those that no other makes needless; of equal ones the first. */
const best = (
  { calls }: Context,
  does: (a: Context, b: Context) => boolean,
): ReadonlySet<number> => {
  const all = [...calls];
  return new Set(
    all
      .filter(([, inner], i) =>
        all.every(
          ([, other], j) => i === j || !does(inner, other) || (i < j && does(other, inner)),
        ),
      )
      .map(([body]) => body),
  );
};
