import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawWorld } from '../../../explorers/canonical/draw-world.ts';
import { ALL_WORDS, CANONICAL_VOCABULARY } from '../../../explorers/canonical/vocabulary.ts';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { allInstructions } from '../../../shrinkers/canonical/bodies.ts';

/** The words that a world uses, as far as it shows. */
const wordsOf = (world: Scenario): ReadonlySet<string> => {
  const code = allInstructions(world);
  const ops = code.map(({ op }) => op);
  const exports = world.components.flatMap(({ exports: all = [] }) => all);
  const asked = exports.filter(({ id }) => id !== 'make');
  const flags: Readonly<Record<string, boolean>> = {
    sets: ops.some((op) => op.startsWith('waitable-set.') && op !== 'waitable-set.new'),
    threads: ops.some((op) => /^thread\.(suspend|.*-then-|resume)/.test(op)),
    yields: ops.some((op) => op === 'thread.yield' || op === 'return-yield'),
    subtasks: code.some((each) => each.op === 'call' && each.async === true),
    cancel:
      world.invocations.some(({ cancel }) => cancel === true) ||
      code.some((each) => 'cancellable' in each && each.cancellable) ||
      ops.includes('subtask.cancel'),
    backpressure: ops.includes('backpressure.inc'),
    strings: exports.some(
      ({ type }) => type.params?.includes('string') || type.result === 'string',
    ),
    host: code.some((each) => each.op === 'call' && each.import === 'host'),
    'host-ends': world.hostEnds !== undefined,
    nested: world.instances.some(({ parent }) => parent !== undefined),
    stackful: asked.some(({ lift }) => lift?.abi === 'stackful'),
  };
  return new Set(Object.keys(flags).filter((word) => flags[word] === true));
};

/** The kind of function that a world of ends of the host always has. */
const ALWAYS = 'stackful';

describe('drawn worlds', () => {
  it('make sense', () => {
    fc.assert(
      fc.property(drawWorld(ALL_WORDS), (world) => {
        const plain = JSON.parse(JSON.stringify(world)) as unknown;
        expect(parseScenario(plain)).toEqual(plain);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('use no word that is not allowed, where it shows', () => {
    fc.assert(
      fc.property(fc.subarray([...CANONICAL_VOCABULARY]), fc.nat(), (words, seed) => {
        for (const world of fc.sample(drawWorld(new Set(words)), { numRuns: 10, seed })) {
          for (const word of wordsOf(world)) {
            if (word === ALWAYS && world.hostEnds !== undefined) continue;
            expect(words).toContain(word);
          }
        }
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('use all of them where they may', () => {
    const used = new Set(
      fc
        .sample(drawWorld(ALL_WORDS), { numRuns: 300, seed: 3 })
        .flatMap((world) => [...wordsOf(world)]),
    );
    expect(used.size).toBe(11);
  });

  it('come to rest more often than they trap, and do not run for ever', () => {
    const ends = { rest: 0, trap: 0, going: 0 };
    for (const world of fc.sample(drawWorld(ALL_WORDS), { numRuns: 400, seed: 4 })) {
      const machine = canonicalMachine(world, AMENDED);
      let { state } = machine.start;
      let steps = 0;
      for (; steps < 200; steps += 1) {
        const enabled = machine.enabled(state);
        if (enabled.length === 0) break;
        ({ state } = machine.step(state, enabled[(7 * steps) % enabled.length]!));
      }
      ends[steps === 200 ? 'going' : state.over === '' ? 'rest' : 'trap'] += 1;
    }
    expect(ends.rest).toBeGreaterThan(ends.trap);
    expect(ends.trap).toBeGreaterThan(40);
    expect(ends.going).toBe(0);
  });
});
