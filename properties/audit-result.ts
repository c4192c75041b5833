import type { CheckResult } from './check-result.ts';

/** What an audit holds a search, and what it goes by, to. */
export const AUDIT_CHECKS = {
  'same-verdicts': 'reduced searches break what the whole one breaks',
  'same-endings': 'reduced searches come to rest where the whole one does',
  'images-alike': 'the image of a state can do what the state can',
  'footprints-cover': 'steps touch what their actions declare',
  'futures-cover': 'actors touch later what their futures hold',
  'independent-swap': 'independent steps may come in either order',
} as const;

export type AuditCheck = keyof typeof AUDIT_CHECKS;

/** A fault of ours, or a runtime whose functions are not pure. */
export interface AuditFinding {
  readonly check: AuditCheck;
  /** What is wrong, in a sentence. */
  readonly says: string;
  /** What was declared, or found by the whole search. */
  readonly declared: string;
  /** What was seen instead. */
  readonly seen: string;
  /** The actions that lead there from the beginning. */
  readonly schedule: readonly string[];
}

/** What became of one instance. */
export interface AuditedInstance {
  /** The states of the whole search, and its steps; none, where there were more than the bound. */
  readonly states: number;
  readonly steps: number;
  /** How often each check was asked. */
  readonly asked: Readonly<Record<AuditCheck, number>>;
  /** The first finding of each check. */
  readonly findings: readonly AuditFinding[];
  /** What was left out of it by a search that had fewer states. */
  readonly fewer: readonly string[];
}

/** Where a finding was made: the number of the instance, from 1, and what there is in it. */
export interface PlacedFinding extends AuditFinding {
  readonly instance: number;
  readonly within: string;
}

/** An audit of what proofs of a runtime go by. */
export interface AuditResult {
  readonly runtime: CheckResult['runtime'];
  readonly verdict: 'held' | 'violated';
  /** How many instances there are, and how many of them had more states than the bound. */
  readonly instances: number;
  readonly tooLarge: number;
  readonly bound: number;
  readonly states: number;
  readonly steps: number;
  readonly asked: Readonly<Record<AuditCheck, number>>;
  /** How many instances got smaller by leaving each thing out. */
  readonly fewer: Readonly<Record<string, number>>;
  /** The first finding of each check, and how many instances have one. */
  readonly findings: readonly (PlacedFinding & { readonly instancesWithOne: number })[];
}
