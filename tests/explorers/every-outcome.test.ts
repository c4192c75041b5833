import { describe, expect, it } from 'vitest';
import { everyOutcome, type Outcome, type Watching } from '../../explorers/every-outcome.ts';
import type { Machine } from '../../model/machine.ts';
import { toyDomain } from '../support/toy.ts';

type ToyState = typeof toyDomain extends { machine: (scenario: never) => Machine<infer State> }
  ? State
  : never;

const watching = (kinds: readonly string[]): Watching<ToyState> => ({
  seen: (events) => events.filter(({ kind }) => kinds.includes(kind)).map((e) => JSON.stringify(e)),
  ended: ({ counter }) => `counter ${counter}`,
});

/** Every run, step by step, without any memory of states. */
const bruteForce = (
  machine: Machine<ToyState>,
  { seen, ended }: Watching<ToyState>,
): { readonly runs: number; readonly outcomes: ReadonlySet<string> } => {
  const outcomes = new Set<string>();
  const go = (state: ToyState, history: readonly string[]): number => {
    const enabled = machine.enabled(state);
    if (enabled.length === 0) {
      outcomes.add([...history, ended(state)].join('\n'));
      return 1;
    }
    return enabled.reduce((sum, action) => {
      const step = machine.step(state, action);
      return sum + go(step.state, [...history, ...seen(step.events)]);
    }, 0);
  };
  const runs = go(machine.start.state, seen(machine.start.events));
  return { runs, outcomes };
};

/** What is seen along a schedule, and how it ends. */
const told = (machine: Machine<ToyState>, of: Watching<ToyState>, witness: readonly string[]) => {
  let { state } = machine.start;
  const history = [...of.seen(machine.start.events)];
  for (const name of witness) {
    const step = machine.step(
      state,
      machine.enabled(state).find((each) => each.name === name)!,
    );
    history.push(...of.seen(step.events));
    state = step.state;
  }
  expect(machine.enabled(state)).toEqual([]);
  return { history, end: of.ended(state) };
};

describe('the outcomes of a machine', () => {
  for (const scenario of [
    { a: 1, b: 1, locked: false },
    { a: 2, b: 2, locked: false },
    { a: 3, b: 1, locked: false },
    { a: 2, b: 1, locked: true },
  ]) {
    for (const kinds of [[], ['did-write'], ['did-read', 'did-write']]) {
      it(`are those of all runs of ${JSON.stringify(scenario)} in which ${kinds.join()} is seen`, () => {
        const machine = toyDomain.machine(scenario);
        const of = watching(kinds);
        const found = everyOutcome(machine, of, { states: 10_000 });
        const every = bruteForce(machine, of);
        const text = ({ history, end }: Outcome): string => [...history, end].join('\n');
        expect(new Set(found.outcomes.map(text))).toEqual(every.outcomes);
        expect(found).toMatchObject({ complete: true, interleavings: BigInt(every.runs) });
        for (const { history, end, witness } of found.outcomes) {
          expect(told(machine, of, witness)).toEqual({ history, end });
        }
      });
    }
  }

  it('are incomplete where there are more states than may be kept', () => {
    const machine = toyDomain.machine({ a: 3, b: 3, locked: false });
    const found = everyOutcome(machine, watching(['did-write']), { states: 20 });
    expect(found).toMatchObject({ complete: false, interleavings: null });
  });

  it('have no number of interleavings where a run may go on for ever', () => {
    const turning: Machine<{ at: number }> = {
      start: { state: { at: 0 }, events: [] },
      enabled: ({ at }) =>
        at === 2
          ? []
          : ['on', 'round'].map((name) => ({ name, actor: 'a', reads: [], writes: [] })),
      step: ({ at }, { name }) => ({ state: { at: name === 'on' ? at + 1 : 0 }, events: [] }),
      key: ({ at }) => String(at),
      label: (_, { name }) => name,
      view: () => ({ facts: {}, details: {} }),
    };
    const found = everyOutcome(turning, { seen: () => [], ended: () => 'rest' }, { states: 100 });
    expect(found).toMatchObject({ complete: true, interleavings: null, nodes: 3 });
    expect(found.outcomes).toEqual([{ history: [], end: 'rest', witness: ['on', 'on'] }]);
  });
});
