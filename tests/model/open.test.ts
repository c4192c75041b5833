import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../explorers/open-scenario.ts';
import { stream } from '../../explorers/random.ts';
import { contextMachine, openMachine } from '../../model/context/context-machine.ts';
import { closeScenario } from '../../model/context/open.ts';
import { parseScenario } from '../../model/context/parse.ts';
import { compileRules } from '../../model/context/rules.ts';
import type { MachineEvent } from '../../model/machine-event.ts';
import type { Machine } from '../../model/machine.ts';
import { references } from '../../model/runtimes/reference.ts';
import { perform } from '../support/context.ts';
import { shapes } from '../support/shapes.ts';

/** A random run: its actions and its events, those of the beginning left out. */
const runOf = <State>(
  machine: Machine<State>,
  seed: string,
): { names: string[]; events: MachineEvent[] } => {
  const random = stream(seed);
  let { state } = machine.start;
  const names: string[] = [];
  const events: MachineEvent[] = [];
  for (let i = 0; i < 80; i += 1) {
    const enabled = machine.enabled(state);
    const action = enabled[Math.floor(random() * enabled.length)];
    if (action === undefined) break;
    const step = machine.step(state, action);
    names.push(action.name);
    events.push(...step.events);
    state = step.state;
  }
  return { names, events };
};

const rules = references.map((runtime) => compileRules(runtime));

describe('open tasks', () => {
  it('do nothing that a closed scenario does not do, step by step', () => {
    fc.assert(
      fc.property(shapes(4), fc.nat(), fc.nat(rules.length - 1), (shape, seed, i) => {
        const under = rules[i]!;
        const open = openScenario(shape);
        const { names, events } = runOf(openMachine(open, under), String(seed));
        const { scenario, schedule } = closeScenario(open, names);
        // With a subtask that nobody calls a store may go, and the run be over sooner.
        const stores = (tasks: readonly { readonly store?: string | undefined }[]): number =>
          new Set(tasks.map(({ store }) => store)).size;
        fc.pre(stores(scenario.tasks) === stores(open.tasks));
        const replayed = perform(contextMachine(parseScenario(scenario), under), schedule);
        expect(replayed.events.slice(1)).toEqual(events);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
