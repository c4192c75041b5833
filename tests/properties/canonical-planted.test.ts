import { describe, expect, it } from 'vitest';
import { breadthFirst } from '../../explorers/breadth-first.ts';
import { canonicalMachine } from '../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../model/canonical/parse.ts';
import { BEYOND } from '../../model/canonical/planted/beyond.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import type { Profile } from '../../model/canonical/profile.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { RULES } from '../../model/canonical/rules.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';

/** The properties that some interleaving of a world breaks, of all that there are. */
const brokenIn = (scenario: Scenario, profile: Profile): readonly string[] => {
  const broken = new Set<string>();
  const { complete } = breadthFirst(canonicalMachine(scenario, profile), canonicalSuite, {
    limit: 500,
    broke: (property) => {
      broken.add(property);
      return false;
    },
    saw: () => undefined,
  });
  expect(complete).toBe(true);
  return [...broken];
};

const { specification: _, ...rightProfiles } = PROFILES;

/** What the rules of a profile are, whatever it is called. */
const rulesText = ({ id: _id, says: _says, ...rules }: Profile): string => JSON.stringify(rules);

describe('a planted bug of the Canonical ABI machine', () => {
  for (const { id, property, profile, scenario } of canonicalPlantedBugs) {
    it(`${id} is caught by ${property} and by nothing else, and not where the rules are right`, () => {
      expect(parseScenario(structuredClone(scenario))).toEqual(scenario);
      expect(brokenIn(scenario, profile)).toEqual([property]);
      for (const right of Object.values(rightProfiles)) {
        expect([right.id, brokenIn(scenario, right)]).toEqual([right.id, []]);
      }
    });
  }

  it('changes one rule of a right profile, and no two change the same', () => {
    const rules = canonicalPlantedBugs.map(({ profile }) => rulesText(profile));
    expect(new Set(rules).size).toBe(rules.length);
    expect(new Set(canonicalPlantedBugs.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, profile } of canonicalPlantedBugs) {
      const changed = Object.values(PROFILES).map((right) =>
        Object.keys(right).filter((rule) => {
          const key = rule as keyof Profile;
          const isRule = key !== 'id' && key !== 'says';
          return isRule && JSON.stringify(right[key]) !== JSON.stringify(profile[key]);
        }),
      );
      expect([id, changed.some(({ length }) => length === 1)]).toEqual([id, true]);
    }
  });

  it('differs from every other in what it does: some small world tells the two apart', () => {
    const table = canonicalPlantedBugs.map(({ profile }) =>
      canonicalPlantedBugs.map(({ scenario }) => brokenIn(scenario, profile).join(' ')).join('|'),
    );
    expect(new Set(table).size).toBe(table.length);
  });

  it('is there for every rule that all right profiles keep', () => {
    const broken = canonicalPlantedBugs.flatMap(({ profile }) => profile.without);
    expect(broken.toSorted()).toEqual(Object.keys(RULES).toSorted());
    for (const { without } of Object.values(PROFILES)) expect(without).toEqual([]);
  });

  it('stands for bugs that are not said to be beyond the machine', () => {
    const rows = canonicalPlantedBugs.flatMap(({ rows: of }) => of);
    expect(rows.filter((row) => row in BEYOND)).toEqual([]);
  });

  it('is caught by a property of the suite, and most properties catch one', () => {
    const caught = new Set(canonicalPlantedBugs.map(({ property }) => property));
    const without = canonicalSuite.properties.flatMap(({ id, kind }) =>
      kind === 'sometimes' || caught.has(id) ? [] : [id],
    );
    expect(without).toMatchInlineSnapshot(`
      [
        "no-lost-cancel",
        "sync-call-runs-its-own",
        "trap-contained",
        "lock-has-one-owner",
        "entered-once",
        "resolved-once",
      ]
    `);
  });
});
