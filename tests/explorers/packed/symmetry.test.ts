import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow } from '../../../explorers/packed/change.ts';
import { NewlyAsked } from '../../../explorers/packed/draft.ts';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { systemOf, type Move, type System } from '../../../explorers/packed/system.ts';
import { stream } from '../../../explorers/random.ts';
import { openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import type { Symmetry } from '../../../model/machine.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));

const optionsIn = (system: System, vector: Int32Array): readonly Move[] =>
  system.actors.flatMap((_, actor) => system.movesOf(vector, actor));

const after = (vector: Int32Array, move: Move): Int32Array => {
  const target = vector.slice();
  follow(vector, move.changes, target);
  return target;
};

/** An action's name, with every id in it moved. */
const moved = ({ names }: Symmetry, name: string): string =>
  name.replaceAll(/[a-z]+\d/g, (id) => names.get(id) ?? id);

/** Every image of every state of a random run does what the state does, moved. */
const holds = (system: System, symmetries: readonly Symmetry[], seed: string): void => {
  const random = stream(seed);
  let vector = system.initial;
  for (let step = 0; step < 60; step += 1) {
    const options = optionsIn(system, vector);
    const images = system.canonical.images(vector);
    const option = options[Math.floor(random() * options.length)];
    if (option === undefined) return;
    const next = after(vector, option);
    for (const [i, symmetry] of symmetries.entries()) {
      const image = images[i]!;
      const there = optionsIn(system, image);
      expect(new Set(there.map(({ name }) => name))).toEqual(
        new Set(options.map(({ name }) => moved(symmetry, name))),
      );
      const same = there.find(({ name }) => name === moved(symmetry, option.name))!;
      expect(same.broken).toEqual(option.broken);
      expect(after(image, same)).toEqual(system.canonical.images(next)[i]);
    }
    vector = next;
  }
};

describe('the symmetries of an open program', () => {
  it('leave what can happen as it is', () => {
    let symmetric = 0;
    fc.assert(
      fc.property(shapes(3), fc.nat(rules.length - 1), fc.nat(), (shape, under, seed) => {
        const machine = openMachine(openScenario(shape), rules[under]!);
        const { symmetries } = machine.parts!;
        if (symmetries.length > 0) symmetric += 1;
        const system = systemOf(machine, suite);
        for (let run = 0; run < 3;) {
          try {
            holds(system, symmetries, `${seed}/${run}`);
            run += 1;
          } catch (error) {
            if (!(error instanceof NewlyAsked)) throw error;
            system.reset();
          }
        }
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(symmetric).toBeGreaterThan(30);
  });
});
