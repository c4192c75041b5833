import { canonical, type Json } from '../json.ts';
import { frameName, type Frame } from './frames.ts';
import { rememberCalls, type Watch } from './hook-calls.ts';
import { knownFields } from './known-fields.ts';
import { protocolCells, type AllCells } from './protocol-cells.ts';
import {
  allInstructions,
  type GivenProtocols,
  type GuardedOperation,
  type Protocols,
} from './protocol.ts';
import type { GuardAnswer, Runtime, Seen, StoreView } from './runtime.ts';

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
 * The result's functions throw HeddleError HD210 (a hook threw), HD211 (it returned what it must not), HD212 (it
 * answered differently the second time) or HD216 (it reads a field that its argument does not have).
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
      call('bookkeeping.enter', `${remembered}\n${frameName(frame)}`, canonical, (unknown) =>
        bookkeeping.enter(parse(remembered), knownFields('frame', frame, FRAME_FIELDS, unknown)),
      ),
    leave: (remembered, frame) =>
      call('bookkeeping.leave', `${remembered}\n${frameName(frame)}`, canonical, (unknown) =>
        bookkeeping.leave(parse(remembered), knownFields('frame', frame, FRAME_FIELDS, unknown)),
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
      call('guard', `${remembered}\n${operation}\n${sight(seen)}`, guardAnswer, (unknown) =>
        runtime.guard(
          parse(remembered),
          operation,
          knownFields('seen', seen, SEEN_FIELDS, unknown),
        ),
      ),
    drop: (seen) =>
      call('drop', sight(seen), dropAnswer, (unknown) =>
        drop(knownFields('seen', seen, SEEN_FIELDS, unknown)),
      ),
    verdict: (view) => {
      const { ready, running, parked, parkedOnEmptySet, sources } = view;
      const counts = [ready, running, parked, parkedOnEmptySet, sources].join(' ');
      return call('verdict', counts, verdictAnswer, (unknown) =>
        runtime.verdict(knownFields('view', view, VIEW_FIELDS, unknown)),
      );
    },
  };
};

const FRAME_FIELDS = { kind: true, fibre: true } as const;
const SEEN_FIELDS = { members: true, waiters: true, event: true, inside: true } as const;
const VIEW_FIELDS = {
  ready: true,
  running: true,
  parked: true,
  parkedOnEmptySet: true,
  sources: true,
} as const;

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
