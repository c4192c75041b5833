import { HeddleError } from '../errors.ts';
import { canonical, describe, type Json } from '../json.ts';
import { frameName, type Frame } from './frames.ts';
import { protocolCells, type AllCells } from './protocol-cells.ts';
import {
  allInstructions,
  type GivenProtocols,
  type GuardedOperation,
  type Protocols,
} from './protocol.ts';
import type { GuardAnswer, Runtime, Seen, StoreView } from './runtime.ts';

/** Told before and after every call of a user's function, so that somebody outside can see one that hangs. */
export interface Watch {
  enter(hook: string): void;
  leave(): void;
}

/**
 * A runtime as the machine uses it: bookkeeping as canonical text, and every hook called once for each
 * distinct argument.
 */
export interface Rules {
  readonly runtime: Runtime;
  readonly protocols: Protocols;
  /** The footprint of every protocol step. */
  readonly cells: AllCells;
  /** The names of the shared words, each of which every set and waitable has. */
  readonly words: readonly string[];
  readonly initial: string;
  enter(remembered: string, frame: Frame): string;
  leave(remembered: string, frame: Frame): string;
  switchOut(remembered: string): string;
  switchIn(remembered: string, kept: string): string;
  guard(remembered: string, operation: GuardedOperation, seen: Seen): GuardAnswer;
  drop(seen: Seen): 'go' | 'trap';
  verdict(view: StoreView): 'go-on' | 'deadlock';
}

/**
 * The hooks of `runtime`, checked and remembered.
 *
 * The result's functions throw HeddleError HD210 (a hook threw), HD211 (it returned what it must not) or
 * HD212 (it answered differently the second time).
 */
export const compileRules = (runtime: Runtime, watch?: Watch): Rules => {
  const { bookkeeping, drop = rightDrop } = runtime;
  const protocols = completed(runtime.protocols);
  const out = bookkeeping['switch-out'];
  const back = bookkeeping['switch-in'];
  const call = rememberCalls(watch);
  return {
    runtime,
    protocols,
    cells: protocolCells(protocols),
    words: wordsOf(protocols),
    initial: canonical(bookkeeping.initial),
    enter: (remembered, frame) =>
      call('bookkeeping.enter', `${remembered}\n${frameName(frame)}`, canonical, () =>
        bookkeeping.enter(parse(remembered), { ...frame }),
      ),
    leave: (remembered, frame) =>
      call('bookkeeping.leave', `${remembered}\n${frameName(frame)}`, canonical, () =>
        bookkeeping.leave(parse(remembered), { ...frame }),
      ),
    switchOut: (remembered) =>
      out === undefined
        ? 'null'
        : call('bookkeeping.switch-out', remembered, canonical, () => out(parse(remembered))),
    switchIn: (remembered, kept) =>
      back === undefined
        ? remembered
        : call('bookkeeping.switch-in', `${remembered}\n${kept}`, canonical, () =>
            back(parse(remembered), parse(kept)),
          ),
    guard: (remembered, operation, seen) =>
      call('guard', `${remembered}\n${operation}\n${sight(seen)}`, guardAnswer, () =>
        runtime.guard(parse(remembered), operation, { ...seen }),
      ),
    drop: (seen) => call('drop', sight(seen), dropAnswer, () => drop({ ...seen })),
    verdict: (view) => {
      const { ready, running, parked, parkedOnEmptySet, sources } = view;
      const counts = [ready, running, parked, parkedOnEmptySet, sources].join(' ');
      return call('verdict', counts, verdictAnswer, () => runtime.verdict({ ...view }));
    },
  };
};

/** What a trap does where a runtime does not say: it ends the run of its store, and of nobody else. */
const TRAP: Protocols['trap'] = [{ label: 'trap', do: ['close', 'put-back'] }];

/** The protocols with what a runtime may leave out: no scenario asks for what it does not have. */
const completed = (given: GivenProtocols): Protocols => ({
  ...given,
  cancel: given.cancel ?? [],
  'cancel-subtask': given['cancel-subtask'] ?? [],
  trap: given.trap ?? TRAP,
});

const wordsOf = (protocols: Protocols): readonly string[] => [
  ...new Set(
    Object.values(protocols)
      .flatMap((steps) => steps.flatMap((step) => allInstructions(step.do)))
      .flatMap((instruction) => {
        if (typeof instruction === 'string') return [];
        if ('load' in instruction) return [instruction.load];
        if ('store' in instruction) return [instruction.store];
        return 'add' in instruction ? [instruction.add] : [];
      }),
  ),
];

const parse = (text: string): Json => JSON.parse(text) as Json;

const sight = ({ members, waiters, event, inside }: Seen): string =>
  `{members: ${members}, waiters: ${waiters}, event: ${event}, inside: ${inside}}`;

const guardAnswer = (answer: unknown): GuardAnswer => {
  if (answer === 'go' || answer === 'return') return answer;
  const text = canonical(answer);
  if (text === '{"trap":"cannot-block"}') return { trap: 'cannot-block' };
  if (text === '{"trap":"deadlock"}') return { trap: 'deadlock' };
  throw new TypeError("expected 'go', 'return', { trap: 'cannot-block' } or { trap: 'deadlock' }");
};

const dropAnswer = (answer: unknown): 'go' | 'trap' => {
  if (answer === 'go' || answer === 'trap') return answer;
  throw new TypeError("expected 'go' or 'trap'");
};

/** A set is dropped when it has no waitables and nobody is inside a wait on it. */
const rightDrop = ({ members, inside }: Seen): 'go' | 'trap' => (members || inside ? 'trap' : 'go');

const verdictAnswer = (answer: unknown): 'go-on' | 'deadlock' => {
  if (answer === 'go-on' || answer === 'deadlock') return answer;
  throw new TypeError("expected 'go-on' or 'deadlock'");
};

type Call = <T>(
  hook: string,
  argument: string,
  read: (answer: unknown) => T,
  invoke: () => unknown,
) => T;

/** What is remembered of calls, about, in bytes: a bookkeeping that grows is asked about ever new values. */
const REMEMBERED_MAX = 2 ** 24;
const BYTES_OF_CALL = 120;

const rememberCalls = (watch: Watch | undefined): Call => {
  const known = new Map<string, unknown>();
  let bytes = 0;
  return <T>(
    hook: string,
    argument: string,
    read: (answer: unknown) => T,
    invoke: () => unknown,
  ): T => {
    const key = `${hook}\n${argument}`;
    const before = known.get(key);
    if (before !== undefined) return before as T;
    watch?.enter(hook);
    const first = answerOf(hook, argument, read, invoke);
    const second = answerOf(hook, argument, read, invoke);
    watch?.leave();
    if (first !== second && canonical(first) !== canonical(second)) {
      throw new HeddleError(
        'HD212',
        `\`${hook}\` answered differently when it was asked the same twice.`,
        [
          `asked with ${argument.replaceAll('\n', ', ')}`,
          `first ${describe(first)}, then ${describe(second)}`,
        ],
        'Hooks must be pure: keep what the runtime remembers in the bookkeeping value, not in variables.',
      );
    }
    bytes += BYTES_OF_CALL + 2 * key.length;
    if (bytes > REMEMBERED_MAX) {
      known.clear();
      bytes = 0;
    }
    known.set(key, first);
    return first;
  };
};

const answerOf = <T>(
  hook: string,
  argument: string,
  read: (answer: unknown) => T,
  invoke: () => unknown,
): T => {
  const asked = `asked with ${argument.replaceAll('\n', ', ')}`;
  let answer: unknown;
  try {
    answer = invoke();
  } catch (error) {
    throw new HeddleError(
      'HD210',
      `\`${hook}\` of the runtime threw.`,
      [asked, error instanceof Error ? `${error.name}: ${error.message}` : describe(error)],
      'Mend the hook; it must answer for every argument that can occur.',
    );
  }
  try {
    return read(answer);
  } catch (error) {
    throw new HeddleError(
      'HD211',
      `\`${hook}\` of the runtime returned what it must not.`,
      [asked, `returned ${describe(answer)}: ${(error as Error).message}`],
      'docs/runtimes.md says what each hook returns.',
    );
  }
};
