import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprinted } from '../../explorers/fingerprint.ts';
import type { Machine } from '../../model/machine.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { restrict } from '../../properties/judge.ts';
import { follow, run } from '../../properties/run.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { SMALL, domainOf, scenarios } from '../support/context.ts';
import { everyInterleaving, type Interleavings } from '../support/interleavings.ts';
import { toyDomain } from '../support/toy.ts';

const nothing = restrict(contextSuite, () => false);

/** The fingerprint of each interleaving, beside the trace that it is of. */
const prints = <State>(machine: Machine<State>, { schedules }: Interleavings, subject: string) => {
  const watched = fingerprinted(machine, subject);
  return schedules.map(({ names, trace }) => {
    watched.begin();
    run(watched.machine, nothing, follow(names, false), { steps: 400 });
    return { trace, print: watched.print() };
  });
};

const pairs = (list: ReturnType<typeof prints>): number =>
  new Set(list.map(({ trace, print }) => `${print} ${trace}`)).size;

describe('the fingerprint of a run', () => {
  it('is that of all equivalent runs, and of no others', () => {
    const seen = { interleavings: 0, traces: 0 };
    const all = new Map<number, string>();
    const subjects = fc.oneof(
      scenarios({ ...SMALL, operations: 1 }),
      scenarios({ ...SMALL, tasks: 1 }),
      scenarios({ ...SMALL, operations: 2, signals: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...builtInRuntimes), subjects, (runtime, subject) => {
        if (runtime.bookkeeping.per === 'store') return;
        const machine = domainOf(runtime).machine(subject);
        const found = everyInterleaving(machine, 120);
        if (found === undefined) return;
        const text = `${runtime.id} ${JSON.stringify(subject)}`;
        const list = prints(machine, found, text);
        expect(new Set(list.map(({ print }) => print)).size).toBe(found.traces.size);
        expect(pairs(list)).toBe(found.traces.size);
        for (const { print } of list) expect(all.get(print) ?? text).toBe(text);
        for (const { print } of list) all.set(print, text);
        seen.interleavings += found.count;
        seen.traces += found.traces.size;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(seen.traces).toBeGreaterThan(400);
    expect(seen.interleavings).toBeGreaterThan(3 * seen.traces);
  });

  it('is so for any machine, and keeps nothing of the run before', () => {
    const machine = toyDomain.machine({ a: 2, b: 2, locked: true });
    const found = everyInterleaving(machine, 10_000)!;
    const forth = prints(machine, found, 'toy');
    const back = prints(machine, { ...found, schedules: found.schedules.toReversed() }, 'toy');
    expect(new Set(forth.map(({ print }) => print)).size).toBe(found.traces.size);
    expect(back.toReversed()).toEqual(forth);
  });

  it('is a whole number that is exact', () => {
    const machine = toyDomain.machine({ a: 2, b: 2, locked: false });
    const list = prints(machine, everyInterleaving(machine, 10_000)!, 'toy');
    expect(list.filter(({ print }) => !Number.isSafeInteger(print) || print < 0)).toEqual([]);
    expect(Math.max(...list.map(({ print }) => print))).toBeGreaterThan(2 ** 45);
  });
});
