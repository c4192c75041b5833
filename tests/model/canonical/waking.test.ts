import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  WAKE_SOURCES,
  type Profile,
  type WakeSource,
  type Waking,
} from '../../../model/canonical/profile.ts';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import { EDGE_TRIGGERED } from '../../../model/canonical/profiles/edge-triggered.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { outcomesOfWorld } from '../../support/canonical-outcomes.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';
import { worlds as drawnWorlds } from '../../../explorers/canonical/worlds.ts';
import { UPSTREAM } from './upstream/index.ts';
import { gateOpenedByDec, joinedReady, lockFreed, resolvedByTheHost } from './waking-worlds.ts';

const STATES = 1_500;

const waking = EDGE_TRIGGERED.waking as Waking;

/** The rules by wakes, with one of them changed. */
const changed = (change: Partial<Waking>): Profile => ({
  ...EDGE_TRIGGERED,
  waking: { ...waking, ...change },
});

const without = (source: WakeSource): Profile =>
  changed({ on: waking.on.filter((other) => other !== source) });

/** The first of those at the gate alone may pass it. */
const inOrder = (profile: Profile): Profile => ({ ...profile, gateOrder: 'first' });

const worlds: Readonly<Record<string, Scenario>> = {
  gateOpenedByDec,
  joinedReady,
  lockFreed,
  resolvedByTheHost,
};

/** What a forgotten wake is seen in. */
const SEEN_IN: Readonly<Record<WakeSource, Scenario>> = {
  event: resolvedByTheHost,
  join: joinedReady,
  unlock: lockFreed,
  backpressure: gateOpenedByDec,
  resolution: lockFreed,
  gate: gateOpenedByDec,
};

describe('who sleeps until somebody wakes it', () => {
  it('comes to all that the rules allow by which conditions are looked at, and to nothing else', () => {
    let compared = 0;
    const compare = (scenario: Scenario): void => {
      const level = outcomesOfWorld(scenario, AMENDED, STATES);
      const edge = outcomesOfWorld(scenario, EDGE_TRIGGERED, STATES);
      if (level === undefined || edge === undefined) return;
      compared += 1;
      expect(edge).toEqual(level);
    };
    for (const cases of Object.values(UPSTREAM))
      for (const { scenario } of cases) compare(scenario);
    for (const scenario of Object.values(worlds)) compare(scenario);
    fc.assert(fc.property(drawnWorlds(ALL_WORDS), compare), { seed: 1, numRuns: 100 });
    expect(compared).toBeGreaterThan(200);
  });

  for (const source of Object.keys(WAKE_SOURCES) as WakeSource[]) {
    it(`sleeps on where \`${source}\` wakes nobody`, () => {
      const order = source === 'gate' ? inOrder : (profile: Profile) => profile;
      const right = outcomesOfWorld(SEEN_IN[source], order(EDGE_TRIGGERED))!;
      expect(right).toEqual(outcomesOfWorld(SEEN_IN[source], order(AMENDED)));
      expect(right.filter((outcome) => outcome.includes('called'))).toEqual([]);
      const wrong = outcomesOfWorld(SEEN_IN[source], order(without(source)))!;
      expect(wrong.filter((outcome) => outcome.includes('called'))).not.toEqual([]);
      // Whoever is not forgotten goes on.
      expect(wrong.filter((outcome) => !outcome.includes('called'))).toEqual(
        wrong.filter((outcome) => right.includes(outcome)),
      );
    });
  }

  for (const [what, change] of Object.entries<Partial<Waking>>({
    'a wake before the park is forgotten': { token: false },
    'it looks before it can be found': { wait: ['check', 'register', 'park'] },
    'it does not look before it parks': { wait: ['register', 'park'], token: false },
  })) {
    it(`sleeps on where ${what}`, () => {
      expect(outcomesOfWorld(resolvedByTheHost, EDGE_TRIGGERED)).toEqual(['run=42']);
      expect(outcomesOfWorld(resolvedByTheHost, changed(change))).toEqual(['run=42', 'run=called']);
    });
  }
});
