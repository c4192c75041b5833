/** The library: check a runtime from code. `contextDomain(runtime)` is what `check` and `assertHolds` work on. */
export { assertHolds } from './assert-holds.ts';
export { audit, type AuditOptions } from './audit.ts';
export { BUDGETS } from './budgets.ts';
export { canonicalDomain, type CanonicalDomain } from './canonical-domain.ts';
export { check } from './check.ts';
export { contextDomain, type ContextDomain } from './context-domain.ts';
export { defineRuntime } from './define-runtime.ts';
export { DEFAULT_COUNTS_OF_PROOF } from './proof-bounds.ts';
export { outcomes } from './outcomes.ts';
export type { CheckOptions, StrategyId } from './plan.ts';
export { prove, type ProveOptions } from './prove.ts';
export { counterexampleText, tokenOf } from './records.ts';
export { replay, type ReplayRequest, type ReplayResult } from './replay.ts';
export type { OpenBounds } from '../explorers/open-shapes.ts';
export type { Frame } from '../model/context/frames.ts';
export type { Scenario } from '../model/context/scenario.ts';
export type { Runtime } from '../model/context/runtime.ts';
export type { Counterexample } from '../model/counterexample.ts';
export { PROFILES as profiles } from '../model/canonical/profiles/index.ts';
export { HeddleError } from '../model/errors.ts';
export { plantedBugs } from '../model/runtimes/planted/index.ts';
export {
  reference,
  referenceCounted,
  referenceEager,
  referenceLifo,
  referencePlain,
  referencePopped,
  referenceWakeLate,
  referenceWakeOne,
} from '../model/runtimes/reference.ts';
export type { AuditResult } from '../properties/audit-result.ts';
export type {
  Budget,
  CheckResult,
  Proof,
  ProofBounds,
  PropertyResult,
  Proved,
  WitnessResult,
} from '../properties/check-result.ts';
export type { OutcomesResult } from '../properties/outcome-result.ts';
