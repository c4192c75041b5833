import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../api/audit.ts';
import { auditInstance } from '../../../explorers/audit/audit-instance.ts';
import { REDUCED } from '../../../explorers/audit/reductions.ts';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { contextMachine, openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { AUDIT_CHECKS, type AuditedInstance } from '../../../properties/audit-result.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { SMALL, domainOf, rightRuntimes, scenarios } from '../../support/context.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));
const under = fc.nat(rules.length - 1);
const STATES = 3_000;

/** Searches that left something out, and how often each check was asked, over many instances. */
const tally = (): {
  readonly add: (one: AuditedInstance) => void;
  readonly counts: Map<string, number>;
} => {
  const counts = new Map<string, number>();
  const count = (what: string, more: number): void => {
    counts.set(what, (counts.get(what) ?? 0) + more);
  };
  return {
    counts,
    add: ({ fewer, asked, states }) => {
      for (const by of fewer) count(by, 1);
      for (const [check, times] of Object.entries(asked)) count(check, times);
      if (states > 0) count('complete', 1);
    },
  };
};

describe('what a search leaves out', () => {
  it('hides nothing and makes nothing up, whatever the shape', () => {
    const { add, counts } = tally();
    fc.assert(
      fc.property(shapes(2, 2), under, (shape, i) => {
        const open = openScenario(shape);
        const machine = (frames: boolean) => openMachine(open, rules[i]!, { plainFrames: frames });
        const audited = auditInstance(machine, suite, STATES);
        add(audited);
        expect(audited.findings).toEqual([]);
      }),
      { numRuns: 16, seed: 1 },
    );
    expect(counts.get('complete')).toBeGreaterThan(6);
  });

  it('hides nothing of closed scenarios, of which no frames and few orders are left out', () => {
    const { add, counts } = tally();
    fc.assert(
      fc.property(scenarios(SMALL), under, (scenario, i) => {
        const machine = contextMachine(scenario, rules[i]!);
        const audited = auditInstance(() => machine, suite, STATES);
        add(audited);
        expect(audited.findings).toEqual([]);
      }),
      { numRuns: 100, seed: 1 },
    );
    for (const check of Object.keys(AUDIT_CHECKS)) {
      // Tasks of closed scenarios are alike to nobody.
      if (check !== 'images-alike') expect([check, counts.get(check)! > 50]).toEqual([check, true]);
    }
  });

  for (const runtime of builtInRuntimes) {
    const every = rightRuntimes.includes(runtime) ? 150 : 600;

    it(`hides nothing of ${runtime.id}`, () => {
      const { findings, instances, tooLarge, fewer } = audit(domainOf(runtime), {
        every,
        states: 500,
      });
      expect(findings).toEqual([]);
      expect(instances - tooLarge).toBeGreaterThan(2);
      if (runtime !== rightRuntimes[0]) return;
      for (const { says } of REDUCED) expect([says, fewer[says] ?? 0]).not.toEqual([says, 0]);
    });
  }
});
