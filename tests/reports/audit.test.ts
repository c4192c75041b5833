import { describe, expect, it } from 'vitest';
import { AUDIT_CHECKS, type AuditCheck, type AuditResult } from '../../properties/audit-result.ts';
import { auditText } from '../../reports/text/audit.ts';

const CHECKS = Object.keys(AUDIT_CHECKS) as AuditCheck[];

const clean: AuditResult = {
  runtime: { id: 'mine', says: '', digest: '0123456789abcdef' },
  verdict: 'held',
  instances: 3_315,
  tooLarge: 9,
  bound: 1_500,
  states: 332_578,
  steps: 755_407,
  asked: Object.fromEntries(CHECKS.map((id, i) => [id, 10 ** i * 12])) as AuditResult['asked'],
  fewer: { interleavings: 1_587, symmetry: 1_634 },
  findings: [],
};

const findings: AuditResult['findings'] = [
  {
    check: 'footprints-cover',
    says: 's1 (signal w1: mark) touches more than it declares',
    declared: 'reads nothing; writes nothing',
    seen: 'writes the field waitables.0.event, for which w1.event stands',
    schedule: [],
    instance: 1,
    within: 't1 on e1, t2 on e2, w1 in ws1, 1 signal; wait, lock',
    instancesWithOne: 1,
  },
  {
    check: 'independent-swap',
    says: 't1 (wait ws1: register) and s1 (cancel t1: mark) are declared independent, and are not',
    declared: 't1 reads nothing; writes ws1.waiters; s1 reads nothing; writes t1.request',
    seen: 'two states, which differ in ledger.tasks.t1.due',
    schedule: ['t1:guest', 't1:call host (fibre)', 't2:async-callback', 't2:wait ws1', 't2', 't2'],
    instance: 1_207,
    within:
      't1 on e1 in st1, t2 on e2 in st2 called by t1, w1 in ws1, w2 in no set, 2 signals; cancel-subtask, store-borrow, call-own, call',
    instancesWithOne: 14,
  },
];

describe('the report of an audit', () => {
  for (const [name, result] of Object.entries({
    'in which nothing is found': clean,
    'of instances that are all small enough': { ...clean, tooLarge: 0, fewer: {} },
    'with findings': { ...clean, verdict: 'violated' as const, findings },
  })) {
    it(name, () => {
      const text = auditText(result);
      expect(text).toMatchSnapshot();
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    });
  }
});
