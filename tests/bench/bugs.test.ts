import { describe, expect, it } from 'vitest';
import { contextDomain } from '../../api/context-domain.ts';
import { closedInstance, runtimeOf } from '../../bench/instance.ts';
import { DEEP, SHALLOW } from '../../bench/measures.ts';
import { canonical } from '../../model/json.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import { judge } from '../../properties/judge.ts';

/** The fewest preemptions in any run of a closed instance that loses a wakeup, by visiting them all in that order. */
const fewestPreemptions = ({ size, variant }: typeof DEEP): number | undefined => {
  const domain = contextDomain(runtimeOf(variant));
  const machine = domain.machine(closedInstance(size));
  const { suite } = domain;
  const { observer } = suite;
  const start = observer.initial();
  judge(suite, start, machine.start.events);
  let level = [{ state: machine.start.state, ledger: start, mover: '' }];
  const known = new Set<string>();
  for (let preemptions = 0; level.length > 0; preemptions += 1) {
    const later: typeof level = [];
    for (let node = level.pop(); node !== undefined; node = level.pop()) {
      const { state, ledger, mover } = node;
      const key = `${mover}\n${machine.key(state)}\n${canonical(observer.copy(ledger))}`;
      if (known.has(key)) continue;
      known.add(key);
      const enabled = machine.enabled(state);
      const events = enabled.length === 0 ? [QUIESCENT] : [];
      const { broken } = judge(suite, observer.copy(ledger), events);
      if (broken.some(({ property }) => property === 'no-lost-wakeup')) return preemptions;
      const goesOn = enabled.some(({ actor }) => actor === mover);
      for (const action of enabled) {
        const step = machine.step(state, action);
        const after = observer.copy(ledger);
        judge(suite, after, step.events);
        const next = { state: step.state, ledger: after, mover: action.actor };
        (goesOn && action.actor !== mover ? later : level).push(next);
      }
    }
    level = later;
  }
  return undefined;
};

describe('the bugs that are hunted', () => {
  it('need two preemptions where they are called deep', () => {
    expect(fewestPreemptions(DEEP)).toBe(2);
  });

  it('need one where they are called shallow', () => {
    expect(fewestPreemptions(SHALLOW)).toBe(1);
  });

  it('are none where the rules are right', () => {
    expect(fewestPreemptions({ ...DEEP, variant: 'reference' })).toBeUndefined();
  });
});
