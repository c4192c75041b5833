import { describe, expect, it } from 'vitest';
import { canonicalDomain } from '../../api/canonical-domain.ts';
import { check } from '../../api/check.ts';
import { contextDomain } from '../../api/context-domain.ts';
import { outcomes } from '../../api/outcomes.ts';
import { prove } from '../../api/prove.ts';
import { bytesOf } from '../../explorers/bytes-of.ts';
import { intList } from '../../explorers/int-list.ts';
import { Full, rationOf } from '../../explorers/ration.ts';
import { reachedStates } from '../../explorers/reached-states.ts';
import { AMENDED } from '../../model/canonical/profiles/amended.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { summaryText } from '../../reports/text/summary.ts';
import { outcomesText } from '../../reports/text/outcomes.ts';
import {
  callsForEver,
  countsForEver,
  streamsForEver,
  tellsForEver,
} from '../model/canonical/endless.ts';

const ENDLESS = {
  streams: streamsForEver(2),
  calls: callsForEver,
  counts: countsForEver,
  tells: tellsForEver,
};

const K = 1024;

const covered = (scenario: unknown, memory: number) =>
  check(canonicalDomain(AMENDED), {
    seed: '1',
    strategy: 'exhaustive',
    scenario,
    memory,
    budget: { states: 1_000_000 },
  });

describe('a bound of memory', () => {
  for (const [name, scenario] of Object.entries(ENDLESS)) {
    it(`ends the outcomes of what goes on for ever: ${name}`, () => {
      const found = outcomes(scenario, AMENDED, { memory: 512 * K, states: 1_000_000 });
      expect(found).toMatchObject({ complete: false, memoryFull: 512 * K, interleavings: null });
      expect(found.states).toBeGreaterThan(100);
      expect(outcomesText(found, 'x.json')).toMatch(/outgrow\sthe\smemory\sof\s512K/);
      const less = outcomes(scenario, AMENDED, { memory: 256 * K, states: 1_000_000 });
      expect(less.states).toBeLessThan(found.states);
    });

    if (name === 'tells') continue;
    it(`ends an exhaustive check of what goes on for ever: ${name}`, () => {
      const result = covered(scenario, 256 * K);
      const { verdict, explored } = result;
      expect(verdict).toBe('inconclusive');
      expect(explored).toMatchObject({ exhaustive: false, memoryFull: 256 * K });
      const text = summaryText(result);
      expect(text).toContain('which outgrow the memory of 256K');
      expect(text).toContain('more memory (--memory) may settle it');
    });
  }

  it('counts what is stored, so that the same search ends at the same state everywhere', () => {
    const states = [256, 512].map((size) => covered(streamsForEver(2), size * K).explored.states);
    expect(states).toEqual([87, 212]);
  });

  it('takes no more for a state because it is large: a chain of growing states is short of none', () => {
    const { states } = covered(callsForEver, 256 * K).explored;
    expect(states).toBeGreaterThan(2_000);
  });

  it('lets `auto` sample what does not fit', () => {
    const { strategy, explored } = check(canonicalDomain(AMENDED), {
      seed: '1',
      scenario: streamsForEver(2),
      memory: 256 * K,
      budget: { runs: 20, steps: 50 },
    });
    expect([strategy, explored.runs, explored.memoryFull]).toEqual(['pos+pct', 20, undefined]);
  });

  it('is refused where it is too small or no number', () => {
    const domain = contextDomain(reference);
    for (const memory of [0, -1, 1_000]) {
      expect(() => check(domain, { seed: '1', memory })).toThrow('too little memory');
      expect(() => prove(domain, { memory })).toThrow('too little memory');
      expect(() => outcomes(tellsForEver, AMENDED, { memory })).toThrow('too little memory');
    }
  });
});

describe('the states that were reached', () => {
  it('are told apart by their keys, and known by their numbers', () => {
    const reached = reachedStates(rationOf(Infinity));
    expect(reached.meet('a', -1, '')).toBe(0);
    expect(reached.meet('b', 0, 'to b')).toBe(1);
    expect(reached.meet('a', 1, 'back')).toBe(~0);
    expect(reached.meet('ab', 1, 'on')).toBe(2);
    expect([reached.size(), reached.scheduleTo(2), reached.scheduleTo(0)]).toEqual([
      3,
      ['to b', 'on'],
      [],
    ]);
  });

  it('take some hundred bytes each, however long their keys are', () => {
    const ration = rationOf(Infinity);
    const reached = reachedStates(ration);
    const before = ration.taken();
    for (let i = 0; i < 5_000; i += 1) reached.meet(`${'key '.repeat(100)}${i}`, i - 1, 'on');
    expect((ration.taken() - before) / 5_000).toBeLessThan(100);
  });
});

describe('a list of numbers', () => {
  it('is as it was where there is no room for more', () => {
    const list = intList(rationOf(3_000));
    const fill = (): void => {
      for (let i = 0; i < 10_000; i += 1) list.push(i);
    };
    expect(fill).toThrow(Full);
    const length = list.length();
    expect(length).toBeLessThan(750);
    expect(Array.from({ length }, (_, i) => list.at(i))).toEqual([...Array(length).keys()]);
  });
});

describe('the bytes of a value', () => {
  it('grow with all that is in it', () => {
    const values = [1, '', 'text', [], [1], [1, 'text'], { a: 1 }, { a: ['text'] }];
    for (const value of values) {
      expect(bytesOf([value])).toBeGreaterThan(bytesOf([]));
      expect(bytesOf({ a: value, b: 1 })).toBeGreaterThan(bytesOf({ a: value }));
    }
    expect(bytesOf(Object.assign(Object.create(null) as object, { a: 1 }))).toBeGreaterThan(
      bytesOf({ a: 1 }),
    );
  });
});
