import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow } from '../../../explorers/packed/change.ts';
import { NewlyAsked } from '../../../explorers/packed/draft.ts';
import { fieldsOf } from '../../../explorers/packed/layout.ts';
import { systemOf, type System } from '../../../explorers/packed/system.ts';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { stream } from '../../../explorers/random.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { QUIESCENT, type MachineEvent } from '../../../model/machine-event.ts';
import type { Machine } from '../../../model/machine.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { judge, restrict } from '../../../properties/judge.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));

/** What a state and a ledger have in a field that a layout names. */
const textIn = (whole: Readonly<Record<string, unknown>>, name: string): string => {
  const [part = '', group = '', ...rest] = name.split('.');
  const field = rest.pop()!;
  const groups = whole[part] as Record<string, Record<string, Record<string, unknown>>>;
  return JSON.stringify(groups[group]?.[rest.join('.')]?.[field]);
};

/** One random run on both; throws `NewlyAsked` where the packed one has to begin again. */
const inLockstep = <State>(machine: Machine<State>, system: System, seed: string): void => {
  const random = stream(seed);
  let { state } = machine.start;
  const ledger = suite.observer.initial();
  judge(suite, ledger, machine.start.events);
  suite.observer.expect?.(ledger, machine.parts!.components);
  let vector = system.initial;
  const events: MachineEvent[] = [];
  for (let step = 0; step < 80; step += 1) {
    const fields = [...fieldsOf(system.layout, vector)];
    // The plain machine goes on with what the packed one has written over.
    const settled = structuredClone(state);
    machine.parts!.settle(settled, events);
    const plain = fields.map(([name]) => [name, textIn({ state: settled, ledger }, name)]);
    expect(fields.join('\n')).toBe(plain.join('\n'));
    const enabled = machine.enabled(state);
    const options = system.actors.flatMap((_, actor) => system.movesOf(vector, actor));
    expect(options.map(({ name }) => name).join()).toBe(enabled.map(({ name }) => name).join());
    if (enabled.length === 0) {
      const broken = judge(suite, ledger, [QUIESCENT]).broken.map(({ property }) => property);
      expect(system.atRest(vector)).toEqual(broken);
      return;
    }
    const at = Math.floor(random() * enabled.length);
    const move = options[at]!;
    const next = machine.step(state, enabled[at]!);
    const broken = judge(suite, ledger, next.events).broken.map(({ property }) => property);
    expect(move.broken).toEqual(broken);
    const target = new Int32Array(vector.length);
    follow(vector, move.changes, target);
    vector = target;
    state = next.state;
    events.push(...next.events);
  }
};

describe('a packed system', () => {
  it('does what its machine and its suite do: every state, option, break and judgement', () => {
    fc.assert(
      fc.property(shapes(4), fc.nat(rules.length - 1), fc.nat(), (shape, under, seed) => {
        const machine = openMachine(openScenario(shape), rules[under]!);
        const system = systemOf(machine, suite);
        // The later runs find most of what they do in the tables.
        for (let run = 0; run < 6;) {
          try {
            inLockstep(machine, system, `${seed}/${run}`);
            run += 1;
          } catch (error) {
            if (!(error instanceof NewlyAsked)) throw error;
            system.reset();
          }
        }
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
