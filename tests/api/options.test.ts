import { describe, expect, it } from 'vitest';
import { audit } from '../../api/audit.ts';
import { assertHolds } from '../../api/assert-holds.ts';
import { canonicalDomain } from '../../api/canonical-domain.ts';
import { check } from '../../api/check.ts';
import { contextDomain } from '../../api/context-domain.ts';
import { outcomes } from '../../api/outcomes.ts';
import { prove } from '../../api/prove.ts';
import { counterexampleText, tokenOf } from '../../api/records.ts';
import { replay } from '../../api/replay.ts';
import { DEFAULT_BOUNDS } from '../../explorers/draw-scenario.ts';
import * as c from '../../model/canonical/builder/index.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { HeddleError } from '../../model/errors.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { invariantSuite } from '../../vitest/invariant-suite.ts';
import { domainOf } from '../support/context.ts';

const domain = domainOf(reference);
const { amended } = PROFILES;
const quick = { runs: 4, states: 10 };

/** A function of the library with arguments of any type. */
const loose =
  (call: (...given: never[]) => unknown, ...given: readonly unknown[]) =>
  (): unknown =>
    (call as (...all: readonly unknown[]) => unknown)(...given);

const request = {
  property: 'no-lost-wakeup',
  scenario: {},
  schedule: [],
  digest: '',
  record: null,
};

const REFUSED: Readonly<Record<string, readonly [expected: RegExp, run: () => unknown]>> = {
  'check()': [/^HD439 [^]*got undefined/, loose(check)],
  'check(domain)': [/^HD438 [^]*received undefined/, loose(check, domain)],
  'check(runtime)': [/^HD439 [^]*contextDomain/, loose(check, reference, { seed: '1' })],
  'a seed that is a number': [/^HD438 [^]*`seed`/, loose(check, domain, { seed: 1 })],
  'an option that is misspelt': [
    /^HD438 [^]*unknown field `budgt`; did you mean `budget`\?/,
    loose(check, domain, { seed: '1', budgt: quick }),
  ],
  'a budget that is misspelt': [
    /^HD438 [^]*at `budget`: unknown field `rusn`; did you mean `runs`\?/,
    loose(check, domain, { seed: '1', budget: { rusn: 1 } }),
  ],
  'negative runs': [/`budget.runs`/, loose(check, domain, { seed: '1', budget: { runs: -1 } })],
  'a count that is none': [/HD438/, loose(check, domain, { seed: '1', budget: { runs: 0.5 } })],
  'a count without end': [/HD438/, loose(check, domain, { seed: '1', budget: { runs: Infinity } })],
  'no count': [/HD438/, loose(check, domain, { seed: '1', budget: { runs: undefined } })],
  'a chance of one': [/HD438/, loose(check, domain, { seed: '1', untilNewBelow: 1 })],
  'a property for a list': [/HD438/, loose(check, domain, { seed: '1', properties: 'all' })],
  'assertHolds(domain)': [/^HD438/, loose(assertHolds, domain)],
  'prove(runtime)': [/^HD439/, loose(prove, reference)],
  'prove(null)': [/^HD438/, loose(prove, domain, null)],
  'a bound that is misspelt': [
    /^HD438 [^]*did you mean `tasks`\?/,
    loose(prove, domain, { bounds: { tsks: 1 } }),
  ],
  'a bound that is no number': [/^HD438/, loose(prove, domain, { bounds: { tasks: '2' } })],
  'a vocabulary that is a word': [
    /^HD438/,
    loose(prove, domain, { bounds: { vocabulary: 'wait' } }),
  ],
  'states of none': [/^HD438/, loose(prove, domain, { states: 0 })],
  'every of none': [/^HD438/, loose(audit, domain, { every: 0 })],
  'audit(profile)': [/^HD439/, loose(audit, amended)],
  'replay(domain)': [/^HD438 The argument `request`/, loose(replay, domain)],
  'no scenario to replay': [
    /^HD438 [^]*expected a scenario/,
    loose(replay, domain, { ...request, scenario: undefined }),
  ],
  'a schedule of numbers': [/^HD438/, loose(replay, domain, { ...request, schedule: [1] })],
  'a record that is none': [/^HD302/, loose(replay, domain, { ...request, record: {} })],
  'outcomes()': [/^HD206/, loose(outcomes)],
  'outcomes of a profile by its name': [/^HD206/, loose(outcomes, {}, 'amended')],
  'outcomes with options that are misspelt': [/^HD438/, loose(outcomes, {}, amended, { sates: 1 })],
  'canonicalDomain()': [/^HD206/, loose(canonicalDomain)],
  'a rule that is misspelt': [
    /^HD206 [^]*did you mean `gateOrder`\?/,
    loose(canonicalDomain, { ...amended, gateOrdr: 'any' }),
  ],
  'a rule with another value': [/^HD206/, loose(canonicalDomain, { ...amended, gateLock: 'none' })],
  'a profile that nobody can park under': [
    /^HD206/,
    loose(canonicalDomain, { ...amended, waking: { on: [], wait: ['check'], token: true } }),
  ],
  'contextDomain()': [/^HD201/, loose(contextDomain)],
  'a watch that is none': [/^HD438 The argument `watch`/, loose(contextDomain, reference, 1)],
  'bounds that are none': [
    /^HD438 The argument `bounds`/,
    loose(contextDomain, reference, undefined, { ...DEFAULT_BOUNDS, tasks: -1 }),
  ],
  'counterexampleText()': [/^HD302/, loose(counterexampleText)],
  'tokenOf({})': [/^HD302/, loose(tokenOf, {})],
  'copied of another word': [/^HD105/, loose(c.copied, 'complete')],
  'ends of another type': [/^HD105/, loose(c.ends, 'list<u8>')],
  'a copy without a type': [/^HD105/, loose(c.read, undefined, 'rx', 0)],
  'linked()': [/^HD105/, loose(c.linked)],
  'a suite with an option that is misspelt': [
    /HD438 [^]*did you mean `module`\?/,
    loose(invariantSuite, reference, { modul: 'mine.mjs' }),
  ],
  'an instance of nothing': [/^HD105/, loose(c.instance, 'i', undefined, [])],
};

describe('the library refuses', () => {
  for (const [name, [expected, run]] of Object.entries(REFUSED)) {
    it(name, () => {
      expect(run).toThrow(expected);
      // The suite throws it anew, with the line of its caller.
      if (!name.includes('suite')) expect(run).toThrow(HeddleError);
    });
  }
});

describe('the library takes', () => {
  it('options that are left out as undefined', () => {
    const options = { seed: '1', budget: quick, until: undefined, scenario: undefined } as never;
    expect(check(domain, options).explored.runs).toBe(4);
  });

  it('every profile of ours', () => {
    const all = [...Object.values(PROFILES), ...canonicalPlantedBugs.map(({ profile }) => profile)];
    for (const profile of all) expect(canonicalDomain(profile).runtime.id).toBe(profile.id);
  });
});
