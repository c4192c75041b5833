import type { Action, Machine } from '../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../model/machine-event.ts';
import { judge } from './judge.ts';
import type { Finding, Suite } from './property.ts';

/** Picks one of the enabled actions, of which there is at least one; undefined ends the run there. */
export type Choose = (
  enabled: readonly Action[],
  schedule: readonly string[],
) => Action | undefined;

/** Something that broke in a run: after how many steps, and what. */
export interface Break {
  readonly property: string;
  readonly finding: Finding;
  /** The number of actions taken when it broke. */
  readonly steps: number;
}

export interface Run {
  /** The names of the actions taken. */
  readonly schedule: readonly string[];
  readonly events: readonly MachineEvent[];
  /** How often an actor was interrupted: it could have gone on, and another moved. */
  readonly preemptions: number;
  /** `quiescent`: nobody can move. `bound`: out of steps. `stopped`: by `choose` or `until`. */
  readonly end: 'quiescent' | 'bound' | 'stopped';
  /** The first break of each property that broke. */
  readonly broken: readonly Break[];
  readonly seen: ReadonlySet<string>;
}

interface Limits {
  /** The most steps that a run takes. */
  readonly steps: number;
  /** Ends the run at the first break of this property. */
  readonly until?: string;
}

/** Runs a machine under a choice of actions and judges what happens. Deterministic if `choose` is. */
export const run = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  choose: Choose,
  limits: Limits,
): Run => {
  const schedule: string[] = [];
  const events: MachineEvent[] = [];
  const broken = new Map<string, Break>();
  const seen = new Set<string>();
  const ledger = suite.observer.initial();
  let preemptions = 0;
  let mover = '';
  const take = (more: readonly MachineEvent[]): boolean => {
    events.push(...more);
    const judgement = judge(suite, ledger, more);
    for (const id of judgement.seen) seen.add(id);
    for (const { property, finding } of judgement.broken) {
      if (!broken.has(property))
        broken.set(property, { property, finding, steps: schedule.length });
    }
    return limits.until !== undefined && broken.has(limits.until);
  };
  const finish = (end: Run['end']): Run => ({
    schedule,
    events,
    preemptions,
    end,
    broken: [...broken.values()],
    seen,
  });

  const { inPlace } = machine;
  let { state } = machine.start;
  if (inPlace !== undefined) state = inPlace.copy(state);
  const advance = (action: Action): readonly MachineEvent[] => {
    if (inPlace !== undefined) return inPlace.step(state, action).events;
    const step = machine.step(state, action);
    state = step.state;
    return step.events;
  };
  if (take(machine.start.events)) return finish('stopped');
  for (;;) {
    const enabled = machine.enabled(state);
    if (enabled.length === 0) {
      take([QUIESCENT]);
      return finish('quiescent');
    }
    if (schedule.length >= limits.steps) return finish('bound');
    const action = choose(enabled, schedule);
    if (action === undefined) return finish('stopped');
    if (action.actor !== mover && enabled.some(({ actor }) => actor === mover)) preemptions += 1;
    mover = action.actor;
    schedule.push(action.name);
    if (take(advance(action))) return finish('stopped');
  }
};

/**
 * Follows a schedule. A name that is not enabled is skipped; after the last name each run goes on without
 * preemption, in canonical order, if `complete` says so, and ends there otherwise.
 */
export const follow = (names: readonly string[], complete: boolean): Choose => {
  let at = 0;
  let mover = '';
  return (enabled) => {
    while (at < names.length) {
      const name = names[at];
      at += 1;
      const action = enabled.find((candidate) => candidate.name === name);
      if (action === undefined) continue;
      mover = action.actor;
      return action;
    }
    if (!complete) return undefined;
    const action = enabled.find(({ actor }) => actor === mover) ?? enabled[0];
    mover = action?.actor ?? '';
    return action;
  };
};

/** Who takes each action of a schedule; names that are not enabled are skipped. */
export const moversOf = <State>(
  machine: Machine<State>,
  schedule: readonly string[],
): readonly string[] => {
  const movers: string[] = [];
  let { state } = machine.start;
  for (const name of schedule) {
    const action = machine.enabled(state).find((candidate) => candidate.name === name);
    if (action === undefined) continue;
    movers.push(action.actor);
    ({ state } = machine.step(state, action));
  }
  return movers;
};

/** The finding of `property` in `run`, with its reason told apart; undefined if it did not break. */
export const findingIn = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  { broken, events }: Run,
  property: string,
): Finding | undefined => {
  const found = broken.find((candidate) => candidate.property === property)?.finding;
  if (found === undefined) return undefined;
  const definition = suite.properties.find(({ id }) => id === property);
  if (definition === undefined || definition.kind === 'sometimes') return found;
  return definition.refine?.(found, events) ?? found;
};
