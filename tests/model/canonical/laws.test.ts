import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { compileProgram } from '../../../model/canonical/compile.ts';
import { CANONICAL_EVENT_KINDS } from '../../../model/canonical/events.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import { PROFILES } from '../../../model/canonical/profiles/index.ts';
import { brokenIn } from './invariants.ts';
import { busyWorlds } from '../../../explorers/canonical/busy-worlds.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';

const RUNS = Number(process.env['CANONICAL_RUNS'] ?? 120);

describe('the machine, in worlds at random', () => {
  for (const [id, profile] of Object.entries(PROFILES)) {
    it(`${id}: keeps its books, copies what it steps on, and does the same twice`, () => {
      fc.assert(
        fc.property(
          busyWorlds(ALL_WORDS),
          fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
          (scenario, picks) => {
            const program = compileProgram(parseScenario(scenario));
            const machine = canonicalMachine(scenario, profile);
            const { state: own } = machine.start;
            const state = machine.inPlace!.copy(own);
            for (const pick of picks) {
              const enabled = machine.enabled(state);
              if (enabled.length === 0) break;
              expect(new Set(enabled.map(({ name }) => name)).size).toBe(enabled.length);
              const { name, actor } = enabled[pick % enabled.length]!;
              const action = { name, actor, reads: [], writes: [] };
              const before = machine.key(state);
              const { state: next, events } = machine.step(state, action);
              expect(machine.key(state)).toBe(before);
              const inPlace = machine.inPlace!.step(state, action);
              expect(inPlace.events).toEqual(events);
              expect(machine.key(state)).toBe(machine.key(next));
              expect(brokenIn(program, state, profile)).toEqual([]);
              for (const event of events) {
                const { kind, ...fields } = event as { kind: keyof typeof CANONICAL_EVENT_KINDS };
                expect(Object.keys(fields)).toEqual(CANONICAL_EVENT_KINDS[kind].fields);
              }
            }
          },
        ),
        { numRuns: RUNS, seed: 7 },
      );
    });
  }
});
