import type { MachineEvent } from '../machine-event.ts';
import type { CanonicalEvent } from './events.ts';
import { TRAP_REASONS, type TrapReason } from './reasons.ts';
import type { Scenario } from './scenario.ts';
import type { State } from './state.ts';

/** One thing that somebody outside sees: who, what it did, and with which results. */
export type Entry = readonly [who: string, operation: string, ...results: (string | number)[]];

/** What is seen of a step: what guests tell, how calls end, and the trap that ends all. */
export const entriesOf = (events: readonly MachineEvent[]): readonly Entry[] =>
  (events as readonly CanonicalEvent[]).flatMap((event) => {
    const entry = entryOf(event);
    return entry === undefined ? [] : [entry];
  });

const entryOf = (event: CanonicalEvent): Entry | undefined => {
  if (event.kind === 'observed') return [event.thread, event.name, event.value];
  if (event.kind === 'returned') return [event.task, 'return', event.value];
  if (event.kind === 'cancelled') return [event.task, 'cancelled'];
  if (event.kind === 'host-called') return [event.by, event.call];
  return event.kind === 'trapped'
    ? [event.thread, event.operation === '' ? 'enter' : event.operation, event.reason]
    : undefined;
};

/** How a run ended that came to rest. */
export interface Ending {
  /** `fault`: the rules are at a loss, as where the executable specification fails an assertion of its own. */
  readonly result: 'value' | 'trap' | 'deadlock' | 'fault';
  /** What each invocation that the host made came to: its value, or how else it stands. */
  readonly value: Readonly<Record<string, number | 'cancelled' | 'unresolved' | 'trapped'>>;
  /** Why the store died: the reason, the place of its check in the specification, and what engines say. */
  readonly trap?: { readonly reason: string; readonly rule: string; readonly wording: string };
  readonly fault?: string;
}

/** Whether it was a value, a trap or a deadlock is read off the calls: one that nobody can resolve any more is stuck. */
export const endingOf = ({ invocations }: Scenario, state: State): Ending => {
  const value: Record<string, Ending['value'][string]> = {};
  for (const [i, { status, result }] of state.invocations.entries()) {
    const { id } = invocations[i]!;
    if (status === 'returned') value[id] = result;
    else if (status === 'called') value[id] = 'unresolved';
    else if (status !== 'idle') value[id] = status;
  }
  const { over } = state;
  if (over === '') {
    const stuck = Object.values(value).includes('unresolved');
    return { result: stuck ? 'deadlock' : 'value', value };
  }
  if (!(over in TRAP_REASONS)) return { result: 'fault', value, fault: over };
  return { result: 'trap', value, trap: { reason: over, ...TRAP_REASONS[over as TrapReason] } };
};
