import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyTrace } from '../../explorers/every-trace.ts';
import { exhaustive } from '../../explorers/exhaustive.ts';
import { stateless } from '../../explorers/stateless.ts';
import type { Action, Machine } from '../../model/machine.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { SMALL, domainOf, scenarios, waiters } from '../support/context.ts';
import { everyInterleaving } from '../support/interleavings.ts';
import { toyDomain } from '../support/toy.ts';

const LIMITS = { runs: 100_000, steps: 400 };

const names = (list: readonly { readonly property: string }[]): readonly string[] =>
  list.map(({ property }) => property).toSorted();

/** What a stateless search visits, in the words of `everyInterleaving`. */
const visited = <State>(machine: Machine<State>) => {
  const ends = new Set<string>();
  const { executions, blocked } = everyTrace(machine, {
    steps: LIMITS.steps,
    visit: ({ steps }) => {
      ends.add(machine.key(steps.at(-1)!.state));
      return false;
    },
  });
  return { executions, blocked, ends };
};

describe('a stateless search', () => {
  it('runs each trace once, gives up none, and comes to the ends and failures that there are', () => {
    const seen = { scenarios: 0, interleavings: 0, traces: 0, failing: 0 };
    const subjects = fc.oneof(
      scenarios({ ...SMALL, operations: 1, signals: 1 }),
      scenarios({ ...SMALL, tasks: 1 }),
      scenarios({ ...SMALL, operations: 2, signals: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...builtInRuntimes), subjects, (runtime, drawn) => {
        const one = runtime.bookkeeping.per === 'store';
        const subject = one
          ? { ...drawn, tasks: drawn.tasks.map((task) => ({ ...task, executor: 'e1' })) }
          : drawn;
        const { machine: machineOf, suite } = domainOf(runtime);
        const machine = machineOf(subject);
        const all = everyInterleaving(machine, 120);
        if (all === undefined) return;
        const { traces, ends } = all;
        expect(visited(machine)).toEqual({ executions: traces.size, blocked: 0, ends });
        const found = stateless(machine, suite, subject, LIMITS);
        expect(names(found.failures)).toEqual(
          names(exhaustive(machine, suite, subject, 100_000).failures),
        );
        seen.scenarios += 1;
        seen.interleavings += all.count;
        seen.traces += traces.size;
        if (found.failures.length > 0) seen.failing += 1;
      }),
      { numRuns: 350, seed: 5 },
    );
    // The comparison must not be empty.
    expect(seen.scenarios).toBeGreaterThan(200);
    expect(seen.interleavings).toBeGreaterThan(4 * seen.traces);
    expect(seen.failing).toBeGreaterThan(15);
  });

  it('does so for a machine that it has never heard of', () => {
    for (const locked of [false, true]) {
      for (const [a, b] of [
        [1, 1],
        [2, 1],
        [2, 2],
        [3, 1],
      ] as const) {
        const subject = { a, b, locked };
        const machine = toyDomain.machine(subject);
        const { traces, ends } = everyInterleaving(machine, 10_000)!;
        expect(visited(machine)).toEqual({ executions: traces.size, blocked: 0, ends });
        const found = stateless(machine, toyDomain.suite, subject, LIMITS);
        const states = exhaustive(machine, toyDomain.suite, subject, 10_000);
        expect(names(found.failures)).toEqual(names(states.failures));
      }
    }
  });

  it('needs few executions where there are far more interleavings', () => {
    const machine = domainOf(reference).machine(waiters(2, 1));
    expect(everyInterleaving(machine, 10_000)).toBeUndefined();
    expect(visited(machine)).toMatchObject({ executions: 176, blocked: 0 });
  });

  it('sees a choice, and an end that forestalls others, without a race', () => {
    const action = (name: string, writes: readonly string[] = []): Action => ({
      name,
      actor: name[0]!,
      reads: [],
      writes,
    });
    /** `a` chooses once, `b` ends the run, `c` does one step that nobody sees. */
    const machine: Machine<string> = {
      start: { state: '', events: [] },
      enabled: (state) =>
        state.includes('b')
          ? []
          : ['a/1', 'a/2', 'b', 'c']
              .filter((name) => !state.includes(name[0]!))
              .map((n) => action(n)),
      step: (state, { name }) => ({
        state: [...state.split(' '), name].toSorted().join(' ').trim(),
        events: [],
        visible: name === 'b',
      }),
      key: (state) => state,
      label: () => '',
      view: () => ({ facts: {}, details: {} }),
    };
    const { traces, ends } = everyInterleaving(machine, 100)!;
    expect(traces.size).toBe(6);
    expect(visited(machine)).toEqual({ executions: 6, blocked: 0, ends });
  });

  it('gives up past its bound, and says so', () => {
    const { machine, suite } = domainOf(reference);
    const subject = waiters(2, 1);
    const search = (runs: number) =>
      stateless(machine(subject), suite, subject, { ...LIMITS, runs });
    expect(search(176)).toMatchObject({ runs: 176, exhaustive: true, blocked: 0 });
    expect(search(175)).toMatchObject({ runs: 175, exhaustive: false });
  });

  it('covers nothing with executions that are cut off', () => {
    const { machine, suite } = domainOf(reference);
    const subject = waiters(1, 1);
    const search = stateless(machine(subject), suite, subject, { runs: 100, steps: 3 });
    expect(search.exhaustive).toBe(false);
    expect(search.unfinished).toBe(search.runs);
  });
});
