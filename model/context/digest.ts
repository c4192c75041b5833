import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../json.ts';
import { BASE_FRAME_KINDS, FRAME_KINDS, frameName, type Frame } from './frames.ts';
import { GUARDED_OPERATIONS } from './protocol.ts';
import type { Rules } from './rules.ts';
import type { Seen } from './runtime.ts';

/** The depth of the stacks on which a runtime is asked for its answers. */
const DEPTH = 3;

const NESTED: readonly Frame[] = FRAME_KINDS.flatMap((kind): readonly Frame[] =>
  kind === 'host'
    ? [
        { kind, fibre: true },
        { kind, fibre: false },
      ]
    : [{ kind }],
);
const BITS = [false, true];
/** All that a guard can see: an event is pending only where there are members, a waiter is inside its wait. */
const SIGHTS: readonly Seen[] = BITS.flatMap((members) =>
  BITS.flatMap((inside) =>
    BITS.filter((waiters) => inside || !waiters).flatMap((waiters) =>
      BITS.filter((event) => members || !event).map((event) => ({
        members,
        waiters,
        event,
        inside,
      })),
    ),
  ),
);

/**
 * The rules of a runtime as 16 hexadecimal digits: its protocols, and every answer of its hooks on all stacks
 * up to depth 3. Two runtimes have equal digests iff they answer alike there, however they are written.
 *
 * @throws HeddleError HD210 to HD212 where a hook fails on one of these stacks.
 */
export const runtimeDigest = (rules: Rules): string => {
  const { runtime } = rules;
  const facts = {
    guarding: runtime.guarding,
    per: runtime.bookkeeping.per,
    queue: runtime.queue,
    protocols: rules.protocols,
    stacks: BASE_FRAME_KINDS.flatMap((kind) => stackAnswers(rules, [], { kind }, rules.initial)),
    drops: SIGHTS.map((seen) => rules.drop(seen)),
    verdicts: verdicts(rules),
  };
  return bytesToHex(sha256(utf8ToBytes(canonical(facts)))).slice(0, 16);
};

/** What the runtime answers inside `frame`, inside every frame above it, and after each return. */
const stackAnswers = (
  rules: Rules,
  below: readonly Frame[],
  frame: Frame,
  before: string,
): readonly unknown[] => {
  const stack = [...below, frame];
  const inside = rules.enter(before, frame);
  const answers = (remembered: string): readonly unknown[] =>
    GUARDED_OPERATIONS.map((operation) =>
      SIGHTS.map((seen) => rules.guard(remembered, operation, seen)),
    );
  const here = [
    stack.map(frameName),
    answers(inside),
    rules.switchIn(inside, rules.switchOut(inside)),
  ];
  const above =
    stack.length < DEPTH ? NESTED.flatMap((next) => stackAnswers(rules, stack, next, inside)) : [];
  return [here, ...above, answers(rules.leave(inside, frame))];
};

/** How many there may be of each in what a verdict is asked about, as far as a digest tells rules apart. */
export const COUNTS: readonly number[] = [0, 1, 2];

const verdicts = (rules: Rules): readonly string[] =>
  COUNTS.flatMap((ready) =>
    COUNTS.flatMap((running) =>
      COUNTS.flatMap((parked) =>
        COUNTS.filter((parkedOnEmptySet) => parkedOnEmptySet <= parked).flatMap(
          (parkedOnEmptySet) =>
            COUNTS.map((sources) =>
              rules.verdict({ ready, running, parked, parkedOnEmptySet, sources }),
            ),
        ),
      ),
    ),
  );
