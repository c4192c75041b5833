import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDomain } from '../../api/canonical-domain.ts';
import type { Domain } from '../../api/domain.ts';
import { breadthFirst } from '../../explorers/breadth-first.ts';
import { partialOrderSampling } from '../../explorers/partial-order-sampling.ts';
import { stream } from '../../explorers/random.ts';
import { choosing } from '../../explorers/strategy.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import { AMENDED } from '../../model/canonical/profiles/amended.ts';
import { SPECIFICATION } from '../../model/canonical/profiles/specification.ts';
import { WASMTIME } from '../../model/canonical/profiles/wasmtime.ts';
import { QUIESCENT, type MachineEvent } from '../../model/machine-event.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { CanonicalLedger } from '../../properties/canonical/ledger.ts';
import { judge } from '../../properties/judge.ts';
import type { Ledger } from '../../properties/ledger.ts';
import type { Observer, Suite } from '../../properties/property.ts';
import { run } from '../../properties/run.ts';
import { callsForEver } from '../model/canonical/endless.ts';
import { domainOf } from '../support/context.ts';

/** The same fold, with what it forgets put back after each event. */
const keeping = <L>(
  observer: Observer<L>,
  copyTasks: (ledger: L) => L,
  putBack: (ledger: L, before: L) => void,
): Observer<L> => ({
  ...observer,
  observe: (ledger, event) => {
    const before = copyTasks(ledger);
    observer.observe(ledger, event);
    putBack(ledger, before);
  },
});

const keepsTasks = (observer: Observer<CanonicalLedger>): Observer<CanonicalLedger> =>
  keeping(
    observer,
    (ledger) => ({ ...ledger, tasks: { ...ledger.tasks } }),
    (ledger, { tasks }) => {
      for (const [id, task] of Object.entries(tasks))
        ledger.tasks[id] ??= { ...task, resolved: true };
    },
  );

const keepsCancels = (observer: Observer<Ledger>): Observer<Ledger> =>
  keeping(
    observer,
    (ledger) => observer.copy(ledger),
    ({ tasks }, before) => {
      for (const [id, task] of Object.entries(tasks)) {
        const { phase = '', cancel = task.cancel } = before.tasks[id] ?? {};
        if (task.phase === 'ended' && phase !== 'ended') task.cancel = cancel;
      }
    },
  );

const judgements = <L, S>(suite: Suite<L, S>, events: readonly MachineEvent[]): unknown => {
  const ledger = suite.observer.initial();
  return events.map((event) => judge(suite, ledger, [event]));
};

const LIMIT = 200;

const search = <State, L, S>(
  machine: Parameters<typeof breadthFirst<State, L, S>>[0],
  suite: Suite<L, S>,
) => {
  const broken = new Set<string>();
  const { states, complete } = breadthFirst(machine, suite, {
    limit: LIMIT,
    broke: (property) => {
      broken.add(property);
      return false;
    },
    saw: () => undefined,
  });
  return { states, complete, broken: [...broken].toSorted() };
};

/** Whether forgetting makes states one somewhere; expects that it changes no verdict. */
const compare = <Scenario, State, L, S>(
  { machine: machineOf, scenarios, vocabulary, suite }: Domain<Scenario, State, L, S>,
  keeper: Observer<L>,
  numRuns: number,
): boolean => {
  const whole: Suite<L, S> = { ...suite, observer: keeper };
  const drawn = fc.sample(scenarios(new Set(vocabulary)), { seed: 7, numRuns });
  return drawn
    .map((scenario, i) => {
      const machine = machineOf(scenario);
      const choose = choosing(partialOrderSampling, stream(`forgets/${i}`));
      const { events } = run(machine, suite, choose, { steps: 200 });
      const all = [...events, QUIESCENT];
      expect(judgements(suite, all)).toEqual(judgements(whole, all));
      const [short, long] = [search(machine, suite), search(machine, whole)];
      if (!long.complete) return false;
      expect(short).toMatchObject({ complete: true, broken: long.broken });
      expect(short.states).toBeLessThanOrEqual(long.states);
      return short.states < long.states;
    })
    .includes(true);
};

describe('what a ledger forgets of tasks that have ended changes no verdict', () => {
  it('of the Canonical ABI machine, and makes states one', () => {
    const some = canonicalPlantedBugs.filter((_, i) => i % 9 === 0).map(({ profile }) => profile);
    const fewer = [AMENDED, SPECIFICATION, WASMTIME, ...some].map((profile) => {
      const domain = canonicalDomain(profile);
      return compare(domain, keepsTasks(domain.suite.observer), 15);
    });
    expect(fewer).toContain(true);
  });

  it('of the async-context machine', () => {
    const some = plantedBugs.filter((_, i) => i % 9 === 0).map(({ runtime }) => runtime);
    for (const runtime of [reference, ...some]) {
      const domain = domainOf(runtime);
      compare(domain, keepsCancels(domain.suite.observer), 8);
    }
  });

  it('and bounds it by what is live, however many tasks there were', () => {
    const { machine: machineOf, suite } = canonicalDomain(AMENDED);
    const machine = machineOf(callsForEver);
    const { events } = run(machine, suite, (enabled) => enabled[0], { steps: 200 });
    const ledger = suite.observer.initial();
    let most = 0;
    for (const event of events) {
      suite.observer.observe(ledger, event);
      most = Math.max(most, Object.keys(ledger.tasks).length);
    }
    expect(events.filter(({ kind }) => kind === 'called').length).toBeGreaterThan(90);
    expect(most).toBe(2);
  });
});
