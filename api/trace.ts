import type { Changes, Counterexample, TraceRow } from '../model/counterexample.ts';
import type { Facts, Machine } from '../model/machine.ts';
import { HeddleError } from '../model/errors.ts';

/** The facts that differ, by object. */
const difference = (before: Facts, after: Facts): Changes => {
  const changed: Changes = {};
  for (const object of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[object] ?? {}, after[object] ?? {}];
    for (const fact of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const [a, b] = [was[fact] ?? 'none', is[fact] ?? 'none'];
      if (a !== b) (changed[object] ??= {})[fact] = [a, b];
    }
  }
  return changed;
};

/**
 * A schedule told step by step.
 *
 * @throws HeddleError HD303 where an action of the schedule is not enabled.
 */
export const traceOf = <State>(
  machine: Machine<State>,
  schedule: readonly string[],
): Pick<Counterexample, 'opening' | 'trace'> => {
  const trace: TraceRow[] = [];
  const begun = new Set<string>();
  let { state } = machine.start;
  let mover = '';
  for (const [i, name] of schedule.entries()) {
    const enabled = machine.enabled(state);
    const action = enabled.find((candidate) => candidate.name === name);
    if (action === undefined) {
      const names = enabled.map((candidate) => candidate.name).join(', ');
      throw new HeddleError(
        'HD303',
        'The schedule does not fit the scenario and the runtime.',
        [`step ${i + 1} is \`${name}\`; enabled there: ${names === '' ? 'nothing' : names}`],
        'Replay it with the runtime that it was found with, or look again with `heddle check`.',
      );
    }
    const { state: next, events } = machine.step(state, action);
    const [before, after] = [machine.view(state), machine.view(next)];
    const ready = [...new Set(enabled.map(({ actor }) => actor))].filter((actor) =>
      begun.has(actor),
    );
    trace.push({
      actor: action.actor,
      action: name,
      does: machine.label(state, action),
      preempts: action.actor !== mover && ready.includes(mover),
      ready: ready.filter((actor) => actor !== action.actor),
      events: [...events],
      changes: difference(before.facts, after.facts),
      details: difference(before.details, after.details),
    });
    begun.add(action.actor);
    mover = action.actor;
    state = next;
  }
  return { opening: [...machine.start.events], trace };
};
