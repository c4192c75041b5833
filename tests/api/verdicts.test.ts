import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { replay } from '../../api/replay.ts';
import { defaultStrategy } from '../../explorers/strategies.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';

const stale = bug('stale-guard');
const polls = scenario(
  [
    { frame: 'sync-callback', body: [{ op: 'poll', set: 'ws1' }] },
    { executor: 'e2', body: [{ op: 'wait', set: 'ws1' }] },
  ],
  { signallers: signals('w1') },
);

describe('the verdict of a check', () => {
  it('is `violated` where something broke, whatever else is left open', () => {
    const result = check(domainOf(stale.runtime), {
      seed: '1',
      scenario: polls,
      strategy: 'exhaustive',
      budget: { states: 10 },
    });
    const verdicts = result.properties.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['violated', 'inconclusive']));
    expect(result.verdict).toBe('violated');
  });

  it('comes from sampling where the states of a scenario do not fit', () => {
    const result = check(domainOf(stale.runtime), {
      seed: '1',
      scenario: polls,
      budget: { states: 10, runs: 100 },
    });
    expect(result).toMatchObject({
      strategy: defaultStrategy.id,
      explored: { runs: 100, exhaustive: false },
    });
  });
});

describe('a check of some properties', () => {
  it('still says what was seen', () => {
    const result = check(domainOf(reference), {
      seed: '1',
      scenario: polls,
      properties: ['no-lost-wakeup'],
    });
    expect(result.properties.map(({ id }) => id)).toEqual(['no-lost-wakeup']);
    expect(result.witnesses).toHaveLength(
      contextSuite.properties.filter(({ kind }) => kind === 'sometimes').length,
    );
  });
});

describe('a search', () => {
  const budget = { runs: 3_000 };

  it('goes on to its last run while some property still holds', () => {
    const { properties, explored } = check(domainOf(stale.runtime), { seed: '1', budget });
    expect(properties.some(({ verdict }) => verdict === 'violated')).toBe(true);
    expect(explored.runs).toBe(3_000);
  });

  it('ends with the run that breaks the property that it is for', () => {
    const { property } = stale;
    const result = check(domainOf(stale.runtime), { seed: '1', budget, until: property });
    const broken = result.properties.find(({ id }) => id === property);
    expect(broken?.verdict).toBe('violated');
    expect(result.explored.runs).toBe(broken?.runs);
  });
});

describe('a counterexample', () => {
  it('marks as many steps as preemptions as it counts', () => {
    const { property, runtime } = bug('silent-join');
    const result = check(domainOf(runtime), { seed: '1', properties: [property], until: property });
    const { trace, preemptions } = result.properties[0]!.counterexample!;
    expect(trace.filter(({ preempts }) => preempts)).toHaveLength(preemptions);
    expect(trace.some(({ actor }, i) => i > 0 && actor !== trace[i - 1]!.actor)).toBe(true);
  });

  it('of a diagnosis has no diagnosis beside it', () => {
    const id = 'bookkeeping-matches-truth';
    const result = check(domainOf(bug('article-fix').runtime), {
      seed: '1',
      properties: [id],
      until: id,
    });
    expect(result.properties[0]?.counterexample?.explanation.diagnosis).toBeNull();
  });
});

describe('a replay', () => {
  const { property, runtime } = bug('silent-join');
  const record = check(domainOf(runtime), { seed: '1', properties: [property], until: property })
    .properties[0]!.counterexample!;
  const request = { ...record, digest: record.runtime.digest, record };

  it('under rules that mend the bug takes what can still be taken, and holds', () => {
    expect(replay(domainOf(reference), request)).toMatchObject({
      outcome: 'holds',
      sameRules: false,
      counterexample: null,
    });
  });

  it('skips what cannot be taken under other rules, and is refused it under the same', () => {
    const odd = { ...request, record: null, schedule: ['t9', ...record.schedule] };
    expect(replay(domainOf(runtime), { ...odd, digest: 'another' })).toMatchObject({
      outcome: 'differs',
      sameRules: false,
      note: '1 of its actions cannot be taken any more',
    });
    expect(() => replay(domainOf(runtime), odd)).toThrow('HD303');
  });

  it('counts what it skips, however many steps the run goes on for after that', () => {
    const odd = { ...request, record: null, schedule: ['t8', 't9'], digest: 'another' };
    expect(replay(domainOf(reference), odd).note).toBe('2 of its actions cannot be taken any more');
  });

  it('says at which step the trace is another', () => {
    const [first, ...rest] = record.trace;
    const edited = { ...record, trace: [{ ...first!, does: 'something else' }, ...rest] };
    expect(replay(domainOf(runtime), { ...request, record: edited })).toMatchObject({
      outcome: 'differs',
      note: 'step 1 is not as recorded',
    });
  });

  it('says so where only the explanation is another', () => {
    const edited = { ...record, reason: 'another' };
    expect(replay(domainOf(runtime), { ...request, record: edited })).toMatchObject({
      outcome: 'differs',
      note: 'the steps are as recorded, and what is said of them is not',
    });
  });
});
