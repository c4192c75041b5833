import { openMachine } from '../model/context/context-machine.ts';
import { compileRules } from '../model/context/rules.ts';
import { openInstance, runtimeOf, type Size, type Variant } from './instance.ts';

export interface Counts {
  readonly states: number;
  readonly transitions: number;
}

/** The states of the machine alone, without what properties know of a run, and the actions enabled in all of them. */
export const countMachine = (size: Size, variant: Variant): Counts => {
  const machine = openMachine(openInstance(size), compileRules(runtimeOf(variant)));
  const { state } = machine.start;
  const known = new Set([machine.key(state)]);
  const open = [state];
  let transitions = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const action of machine.enabled(next)) {
      transitions += 1;
      const reached = machine.step(next, action).state;
      const key = machine.key(reached);
      if (known.has(key)) continue;
      known.add(key);
      open.push(reached);
    }
  }
  return { states: known.size, transitions };
};
