import { auditInstance } from '../explorers/audit/audit-instance.ts';
import { HeddleError } from '../model/errors.ts';
import {
  AUDIT_CHECKS,
  type AuditCheck,
  type AuditedInstance,
  type AuditResult,
} from '../properties/audit-result.ts';
import type { Suite } from '../properties/property.ts';
import type { Domain, SmallInstance } from './domain.ts';
import { invariantsOf } from './open-search.ts';
import { checkArgument, checkDomain } from './options.ts';

/** What to audit, and at what cost. */
export interface AuditOptions {
  /** The most states of an instance, searched whole: 1,500 if it is left out. Larger ones are counted and left out. */
  readonly states?: number;
  /** Of how many instances one is searched, the first among them: 1 if it is left out, which is all of them. */
  readonly every?: number;
}

/** The most states of an instance, where nobody says otherwise. */
export const STATES_OF_AUDIT = 1_500;

/** Checked options, and what there is to search. */
export interface AuditPlan<State, Ledger, Setting> {
  /** What is audited. */
  readonly runtime: AuditResult['runtime'];
  /** Those that are searched, in order. */
  readonly instances: readonly SmallInstance<State>[];
  /** All invariants. */
  readonly suite: Suite<Ledger, Setting>;
  /** The most states of an instance. */
  readonly states: number;
}

/** @throws HeddleError HD427 (a machine that has no small instances). */
export const planAudit = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: AuditOptions = {},
): AuditPlan<State, Ledger, Setting> => {
  checkDomain(domain);
  checkArgument('audit', options);
  const { runtime, suite, small, machineId } = domain;
  const { states = STATES_OF_AUDIT, every = 1 } = options;
  if (small === undefined) {
    throw new HeddleError(
      'HD427',
      `Nothing can be audited of the machine \`${machineId}\`.`,
      ['it has no small instances'],
      'Check it instead: `heddle check`.',
    );
  }
  const instances = small().filter((_, i) => i % every === 0);
  return { runtime, instances, suite: invariantsOf(suite), states };
};

/** Audits one instance of the plan. */
export const auditNumber = <State, Ledger, Setting>(
  { instances, suite, states }: AuditPlan<State, Ledger, Setting>,
  number: number,
): AuditedInstance => auditInstance(instances[number]!.machine, suite, states);

/** The result over all instances: of each check the first finding. */
export const concludeAudit = <State, Ledger, Setting>(
  { runtime, instances, states: bound }: AuditPlan<State, Ledger, Setting>,
  results: readonly AuditedInstance[],
): AuditResult => {
  const checks = Object.keys(AUDIT_CHECKS) as AuditCheck[];
  const sum = (of: (one: AuditedInstance) => number): number =>
    results.reduce((total, one) => total + of(one), 0);
  const findings = checks.flatMap((id) => {
    const all = results.flatMap(({ findings: own }, number) =>
      own
        .filter(({ check }) => check === id)
        .map((one) => ({ ...one, instance: number + 1, within: instances[number]!.says })),
    );
    return all.slice(0, 1).map((first) => ({ ...first, instancesWithOne: all.length }));
  });
  const fewer = [...new Set(results.flatMap((one) => one.fewer))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  return {
    runtime,
    verdict: findings.length === 0 ? 'held' : 'violated',
    instances: instances.length,
    tooLarge: results.filter(({ states }) => states === 0).length,
    bound,
    states: sum(({ states }) => states),
    steps: sum(({ steps }) => steps),
    asked: Object.fromEntries(
      checks.map((id) => [id, sum(({ asked }) => asked[id])]),
    ) as AuditResult['asked'],
    fewer: Object.fromEntries(
      fewer.map((by) => [by, results.filter((one) => one.fewer.includes(by)).length]),
    ),
    findings,
  };
};

/**
 * Holds what proofs of a domain go by to what is seen in thousands of small instances, each of which is searched whole,
 * with nothing tabulated or left out. A finding is a fault of Heddle, or of a runtime whose functions are not pure.
 *
 * @throws HeddleError HD2xx (a fault of the runtime's functions), HD427.
 */
export const audit = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: AuditOptions = {},
): AuditResult => {
  const plan = planAudit(domain, options);
  return concludeAudit(
    plan,
    plan.instances.map((_, number) => auditNumber(plan, number)),
  );
};
