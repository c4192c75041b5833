import { canonicalMachine } from '../../model/canonical/canonical-machine.ts';
import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Profile } from '../../model/canonical/profile.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import type { State } from '../../model/canonical/state.ts';

/** How a run of a world of components ended, and what core code told on the way. */
export interface Outcome {
  readonly end: 'rest' | 'trap' | 'fault';
  /** Why it trapped or failed; empty at rest. */
  readonly reason: string;
  /** What came of each invocation: its value, or where it got to. */
  readonly results: Readonly<Record<string, string>>;
  readonly observed: readonly string[];
}

/** As tests write it: `first=42, second=called, trap cannot-block | name=1`. */
export const outcomeText = ({ end, reason, results, observed }: Outcome): string => {
  const told = Object.entries(results).map(([id, result]) => `${id}=${result}`);
  const all = [...told, ...(end === 'rest' ? [] : [`${end} ${reason}`])].join(', ');
  return observed.length === 0 ? all : `${all} | ${observed.join(', ')}`;
};

const outcomeOf = (scenario: Scenario, state: State, observed: readonly string[]): Outcome => {
  const dead = state.over !== '';
  const fault = dead && FAULTS.has(state.over);
  const entries = scenario.invocations.map(({ id }, at): [string, string] => {
    const { status, result } = state.invocations[at]!;
    if (status === 'returned') return [id, givesEnd(scenario, at) ? 'end' : String(result)];
    return [id, dead && status === 'called' ? 'trapped' : status];
  });
  return {
    end: fault ? 'fault' : dead ? 'trap' : 'rest',
    reason: state.over,
    results: Object.fromEntries(entries),
    observed,
  };
};

/** Whether an invocation resolves with the end of a stream or future: how the host names it is its own affair. */
const givesEnd = ({ invocations, instances, components }: Scenario, at: number): boolean => {
  const { instance, export: name } = invocations[at]!;
  const component = instances.find(({ id }) => id === instance)!.component;
  const { exports = [] } = components.find(({ id }) => id === component)!;
  return /^(stream|future)/.test(exports.find(({ id }) => id === name)?.type.result ?? '');
};

const FAULTS: ReadonlySet<string> = new Set([
  'resumed-running-thread',
  'cancel-woken-by-start',
  'reader-drop-met-write',
  'ran-away',
]);

/** The outcomes of every interleaving, in order; undefined where there are more than so many states. */
export const outcomesOfWorld = (
  scenario: Scenario,
  profile: Profile,
  limit = 50_000,
): readonly string[] | undefined => {
  const machine = canonicalMachine(scenario, profile);
  const told = (events: readonly unknown[]): string[] =>
    (events as readonly CanonicalEvent[]).flatMap((event) =>
      event.kind === 'observed' ? [`${event.name}=${event.value}`] : [],
    );
  const outcomes = new Set<string>();
  const seen = new Set<string>();
  const open: { state: State; observed: readonly string[] }[] = [];
  const meet = (state: State, observed: readonly string[]): void => {
    const key = `${observed.join(',')}|${machine.key(state)}`;
    if (seen.has(key)) return;
    seen.add(key);
    open.push({ state, observed });
  };
  meet(machine.start.state, told(machine.start.events));
  while (open.length > 0 && seen.size <= limit) {
    const { state, observed } = open.pop()!;
    const enabled = machine.enabled(state);
    if (enabled.length === 0) outcomes.add(outcomeText(outcomeOf(scenario, state, observed)));
    for (const action of enabled) {
      const next = machine.step(state, action);
      meet(next.state, [...observed, ...told(next.events)]);
    }
  }
  return open.length > 0 ? undefined : [...outcomes].toSorted();
};
