import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, type ContextEvent } from '../../model/context/events.ts';
import type { State } from '../../model/context/state.ts';
import { canonical } from '../../model/json.ts';
import { independent, isLocal } from '../../model/machine.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, scenarios, walkStates } from '../support/context.ts';

/** Finds an event in one step and hands it out in the next, though it may have gone by then. */
const splitDelivery = [
  { label: 'register', do: ['register'] },
  { label: 'check', do: [{ check: [{ goto: 'take' }] }, { guard: ['deregister'] }] },
  { label: 'park', do: ['park'], next: 'check' },
  { label: 'take', do: ['deregister', 'deliver', 'done'] },
];
const split = {
  ...reference,
  id: 'split-delivery',
  protocols: { ...reference.protocols, wait: splitDelivery, 'wait-one': splitDelivery },
};

const runtimes = fc.constantFrom<unknown>(
  ...builtInRuntimes.filter(({ bookkeeping }) => bookkeeping.per === 'task'),
  split,
);

const walkAll = (
  law: (
    machine: ReturnType<ReturnType<typeof domainOf>['machine']>,
    state: Parameters<typeof machine.step>[0],
    enabled: ReturnType<typeof machine.enabled>,
  ) => void,
): void => {
  fc.assert(
    fc.property(runtimes, scenarios(), fc.string(), (runtime, scenario, seed) => {
      const machine = domainOf(runtime).machine(scenario);
      walkStates(machine, seed, (state, enabled) => law(machine, state, enabled));
    }),
    { numRuns: 300, seed: 1 },
  );
};

describe('every machine of the context model', () => {
  it('names the enabled actions apart', () => {
    walkAll((_, __, enabled) => {
      expect(new Set(enabled.map(({ name }) => name)).size).toBe(enabled.length);
    });
  });

  it('gives equal results for equal arguments and leaves them as they are', () => {
    walkAll((machine, state, enabled) => {
      const before = machine.key(state);
      for (const action of enabled) {
        expect(machine.step(state, action)).toEqual(machine.step(state, action));
      }
      expect(machine.key(state)).toBe(before);
    });
  });

  it('lets independent actions that do not end the run be swapped: same state, nothing disabled', () => {
    let pairs = 0;
    // An action that ends the run of a store is independent of none.
    const over = ({ stores }: State): string => canonical(stores.map((store) => store.over));
    walkAll((machine, state, enabled) => {
      for (const a of enabled) {
        for (const b of enabled) {
          if (a.name >= b.name || !independent(a, b)) continue;
          const ends = (later: State): boolean => over(later) !== over(state);
          const after = (first: typeof a, second: typeof b): typeof state => {
            const middle = machine.step(state, first).state;
            if (ends(middle)) return middle;
            const still = machine.enabled(middle).find(({ name }) => name === second.name);
            expect(still, `${first.name} disables ${second.name}`).toBeDefined();
            return machine.step(middle, still!).state;
          };
          const [ab, ba] = [after(a, b), after(b, a)];
          if (ends(ab) || ends(ba)) continue;
          pairs += 1;
          expect(machine.key(ab)).toBe(machine.key(ba));
        }
      }
    });
    expect(pairs).toBeGreaterThan(1_000);
  });

  it('calls an action local only if it is independent of all others', () => {
    walkAll((_, __, enabled) => {
      for (const a of enabled.filter(isLocal)) {
        for (const b of enabled) if (a.actor !== b.actor) expect(independent(a, b)).toBe(true);
      }
    });
  });

  it('emits events with the fields that the table of kinds names', () => {
    const seen = new Set<string>();
    walkAll((machine, state, enabled) => {
      for (const action of enabled) {
        for (const event of machine.step(state, action).events as ContextEvent[]) {
          seen.add(event.kind);
          const { kind, ...fields } = event;
          const { fields: named } = EVENT_KINDS[kind];
          const required = named.filter((name) => !name.endsWith('?'));
          const allowed = named.map((name) => name.replace('?', ''));
          expect(Object.keys(fields)).toEqual(expect.arrayContaining(required));
          expect(allowed).toEqual(expect.arrayContaining(Object.keys(fields)));
        }
      }
    });
    // `declared` opens every trace, and `quiescent` is the driver's to say.
    const never = Object.keys(EVENT_KINDS).filter((kind) => !seen.has(kind));
    expect(never.toSorted()).toEqual(['declared', 'quiescent']);
  });
});
