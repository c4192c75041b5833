import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../model/canonical/profiles/index.ts';
import { outcomesOfWorld } from '../../support/canonical-outcomes.ts';
import { asReferenceTells, referenceOutcomes, whyNoReference } from '../../support/reference.ts';
import { UPSTREAM } from './upstream/index.ts';

describe.each(Object.entries(UPSTREAM))('the test of the specification %s', (_, cases) => {
  it.each(cases.map((each) => [`${each.profile ?? 'specification'}: ${each.name}`, each] as const))(
    '%s',
    (_name, { scenario, profile, outcomes }) => {
      expect(outcomesOfWorld(scenario, PROFILES[profile ?? 'specification'])).toEqual(
        outcomes.toSorted(),
      );
    },
  );
});

const missing = whyNoReference();

describe(`its executable reference${missing === undefined ? '' : ` (not run: ${missing})`}`, () => {
  it.skipIf(missing !== undefined)('comes to the same outcomes', async () => {
    const cases = Object.entries(UPSTREAM).flatMap(([file, all]) =>
      all
        .filter(({ profile }) => profile === undefined)
        .map((each) => ({ ...each, name: `${file}: ${each.name}` })),
    );
    const told = await referenceOutcomes(
      cases.map(({ scenario }) => scenario),
      500,
    );
    const compared = cases.flatMap(({ name, outcomes }, at) => {
      const reference = told[at];
      return reference === undefined ? [] : [{ name, outcomes, reference }];
    });
    expect(compared.map(({ name, reference }) => ({ name, outcomes: reference }))).toEqual(
      compared.map(({ name, outcomes }) => ({
        name,
        outcomes: outcomes.map(asReferenceTells).toSorted(),
      })),
    );
    // The others yield for as long as they like: a run need not end.
    expect(cases.length - compared.length).toBeLessThan(12);
  });
});
