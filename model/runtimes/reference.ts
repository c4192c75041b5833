import { canBeSuspended, type Frame } from '../context/frames.ts';
import type { GivenProtocols, Instruction } from '../context/protocol.ts';
import type { Bookkeeping, Queue, Runtime } from '../context/runtime.ts';
import { protocolsOf, waitOf, wakeOf, type WaitChoices } from './protocols.ts';

/** The stack of frames, as the runtime remembers it: what every right guard must be able to answer from. */
export const stackOfFrames: Bookkeeping<readonly Frame[]> = {
  per: 'task',
  initial: [],
  enter: (stack, frame) => [...stack, frame],
  leave: (stack) => stack.slice(0, -1),
};

/** One way to be right: how it waits, whom a wake finds, and how it wakes. */
export interface Variant {
  readonly id: string;
  readonly says: string;
  readonly wait: Partial<WaitChoices>;
  readonly look: readonly Instruction[];
  readonly unpark: Instruction;
  readonly queue?: Queue;
}

/** The right variants: each choice of a runtime has its right way. */
export const variants = {
  reference: {
    id: 'reference',
    says: 'register, check, ask the guard, park; a wake before the park is remembered by a token',
    wait: {},
    look: ['look'],
    unpark: 'unpark',
  },
  eager: {
    id: 'reference-eager',
    says: 'as reference, but the guard is asked before anything else',
    wait: { guarding: 'eager' },
    look: ['look'],
    unpark: 'unpark',
  },
  plain: {
    id: 'reference-plain',
    says: 'check and park are one step, so a wake need not be remembered',
    wait: { parks: 'at once' },
    look: ['look'],
    unpark: { unpark: 'plain' },
  },
  popped: {
    id: 'reference-popped',
    says: 'whoever is woken is off the waiter list at once, and registers again',
    wait: { again: 'register' },
    look: ['look', 'pop'],
    unpark: 'unpark',
  },
  wakeOne: {
    id: 'reference-wake-one',
    says: 'a signal wakes one waiter; whoever leaves a wait while events are left wakes one more',
    wait: { again: 'register', pass: ['wake-one-more'] },
    look: [{ look: 1 }, 'pop'],
    unpark: 'unpark',
  },
  wakeLate: {
    id: 'reference-wake-late',
    says: 'as reference-wake-one, but whoever is woken stays on the list until it leaves its wait',
    wait: { again: 'register', pass: ['wake-one-more'] },
    look: [{ look: 1 }],
    unpark: 'unpark',
  },
  counted: {
    id: 'reference-counted',
    says: 'a signal that finds the count of waiters at 0 wakes nobody; it is raised before a wait looks',
    wait: {
      enter: [{ add: 'waiters', by: 1 }, 'register'],
      leave: ['deregister', { add: 'waiters', by: -1 }],
    },
    look: [{ load: 'waiters' }, { branch: 'zero', do: ['done'] }, 'look'],
    unpark: 'unpark',
  },
  lifo: {
    id: 'reference-lifo',
    says: 'as reference, but an executor runs first what became ready last',
    wait: {},
    look: ['look'],
    unpark: 'unpark',
    queue: 'lifo',
  },
} as const satisfies Readonly<Record<string, Variant>>;

/** The protocols of a variant. */
export const protocolsOfVariant = ({ wait, look, unpark }: Variant): GivenProtocols =>
  protocolsOf(waitOf(wait), wakeOf(look, unpark), unpark);

/** A right runtime: a stack of frames, a guard that asks whether all of them can be suspended. */
const right = (variant: Variant): Runtime<readonly Frame[]> => ({
  id: variant.id,
  says: variant.says,
  guarding: variant.wait.guarding ?? 'lazy',
  bookkeeping: stackOfFrames,
  guard: (stack, operation) => {
    if (operation === 'poll' || stack.every(canBeSuspended)) return 'go';
    return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
  },
  drop: ({ members, inside }) => (members || inside ? 'trap' : 'go'),
  protocols: protocolsOfVariant(variant),
  queue: variant.queue ?? 'fifo',
  verdict: ({ ready, running, parked, sources }) =>
    ready + running + sources === 0 && parked > 0 ? 'deadlock' : 'go-on',
});

/** The right rules: register, check, ask the guard, park; a wake before the park is remembered by a token. */
export const reference: Runtime<readonly Frame[]> = right(variants.reference);
/** As right as `reference`, but traps before it looks for an event. */
export const referenceEager: Runtime<readonly Frame[]> = right(variants.eager);
/** As right: wakes are not remembered, but check and park are one atomic step. */
export const referencePlain: Runtime<readonly Frame[]> = right(variants.plain);
/** As right: a wake takes its task off the list, and a woken task registers again. */
export const referencePopped: Runtime<readonly Frame[]> = right(variants.popped);
/** As right: each event wakes the one task that waits longest, and whoever leaves a wait passes on what it leaves. */
export const referenceWakeOne: Runtime<readonly Frame[]> = right(variants.wakeOne);
/** As right: a woken task stays on the list until it leaves its wait. */
export const referenceWakeLate: Runtime<readonly Frame[]> = right(variants.wakeLate);
/** As right: a count of waiters, raised before they register, lets a signal return that finds it at 0. */
export const referenceCounted: Runtime<readonly Frame[]> = right(variants.counted);
/** As right: the order in which executors pick is nobody's promise. */
export const referenceLifo: Runtime<readonly Frame[]> = right(variants.lifo);

/** The runtimes that are right. */
export const references: readonly Runtime[] = [
  reference,
  referenceEager,
  referencePlain,
  referencePopped,
  referenceWakeOne,
  referenceWakeLate,
  referenceCounted,
  referenceLifo,
];
