import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import type { Counterexample } from '../../model/counterexample.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { grouped, labelled, plural, table, WIDTH, wrap } from '../../reports/text/layout.ts';
import { plantedText } from '../../reports/text/planted.ts';
import { stepsText } from '../../reports/text/steps.ts';
import { headingText, summaryText } from '../../reports/text/summary.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';
import { reference } from '../../model/runtimes/reference.ts';

const tooWide = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.length > WIDTH);

describe('the text of a check', () => {
  it('that holds tells its bounds, what was seen and what was not', () => {
    const result = check(domainOf(reference), { seed: '7f3a', budget: { runs: 200 } });
    const text = `${headingText({ ...result, scenario: null })}\n${summaryText(result)}`;
    expect(text).toMatchSnapshot();
    expect(tooWide(text)).toEqual([]);
  });

  it('of one scenario says that every interleaving was covered', () => {
    const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });
    const result = check(domainOf(reference), { seed: '7f3a', scenario: one });
    expect(
      `${headingText({ ...result, scenario: 'one.json' })}\n${summaryText(result)}`,
    ).toMatchSnapshot();
  });

  it('that did not get far enough says so', () => {
    const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], {
      signallers: signals('w1', 'w1'),
    });
    const result = check(domainOf(reference), {
      seed: '1',
      scenario: one,
      strategy: 'exhaustive',
      budget: { states: 5 },
    });
    expect(result.verdict).toBe('inconclusive');
    expect(summaryText(result)).toMatchSnapshot();
  });

  it('does not count what is open beside what failed, nor call a failure a diagnosis of itself', () => {
    const id = 'bookkeeping-matches-truth';
    const result = check(domainOf(bug('article-fix').runtime), {
      seed: '1',
      properties: [id],
      budget: { runs: 1_000 },
    });
    const open = result.witnesses.map((witness) => ({ id: witness.id, says: '', count: 0 }));
    const text = summaryText({ ...result, witnesses: open });
    expect(text).toMatch(/^FAIL  bookkeeping-matches-truth .*, see above$/m);
    expect(text.split('\n').at(-1)).toBe('0 passed, 1 failed');
  });

  it('tells a diagnosis beside what it explains', () => {
    const result = check(domainOf(bug('article-fix').runtime), {
      seed: '1',
      budget: { runs: 5_000 },
    });
    expect(summaryText(result)).toMatch(
      /bookkeeping-matches-truth.*the diagnosis of the failures above/,
    );
  });
});

describe('the text of a counterexample', () => {
  const { runtime, property } = bug('silent-join');
  const record = check(domainOf(runtime), { seed: '2', properties: [property], until: property })
    .properties[0]!.counterexample!;

  it('keeps to the width, tells every step, and is ASCII', () => {
    const text = `${counterexampleText(record)}\n${stepsText(record)}`;
    expect(tooWide(text)).toEqual([]);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(stepsText(record)).toMatchSnapshot();
  });

  it('folds the lanes beyond four and still keeps to the width', () => {
    const lanes = ['t1', 't2', 's1', 's2', 's3', 's4'].map((id) => ({
      id,
      title: `${id} (a long title)`,
    }));
    const wide: Counterexample = {
      ...record,
      lanes,
      trace: [...record.trace, { ...record.trace[0]!, actor: 's4', does: 'signal w1: mark' }],
    };
    const text = counterexampleText(wide);
    expect(text).toContain('others');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('s4: signal w1: mark');
    expect(tooWide(text)).toEqual([]);
  });

  it('says so where every interleaving fails', () => {
    const counts = (all: string) => ({
      step: 0,
      before: { failing: all, all },
      after: { failing: all, all },
    });
    const text = (all: string): string =>
      counterexampleText({
        ...record,
        explanation: { ...record.explanation, decided: counts(all) },
      });
    expect(text('1200')).toContain('from the start: every interleaving (1,200) of this scenario');
    expect(text('1')).toContain('from the start: the one interleaving of this scenario fails');
  });

  it('says why the decisive step was not found out', () => {
    const omitted = {
      ...record,
      explanation: { ...record.explanation, decided: { omitted: 'too many states' } },
    };
    expect(counterexampleText(omitted)).toContain('Decided    not found out: too many states');
  });

  type Matters = Counterexample['explanation']['matters'];
  const withMatters = (matters: Matters): string =>
    counterexampleText({ ...record, explanation: { ...record.explanation, matters } });
  const step = (actor: string, told: string) => ({ actor, does: told, number: 1, told });

  it('breaks a line between the orders that matter, not within one', () => {
    const orders = ['check', 'return from guest', 'register', '2nd mark'].map((told) => ({
      before: step('t1', told),
      after: step('s1', `3rd ${told}`),
    }));
    const text = withMatters({ orders, checked: 'sampled' });
    expect(text.slice(text.indexOf('  Matters'))).toMatchInlineSnapshot(`
      "  Matters    t1 check < s1 3rd check, t1 return from guest < s1 3rd return from guest,
                   t1 register < s1 3rd register, t1 2nd mark < s1 3rd 2nd mark   (sampled: not every
                   order was tried)"
    `);
    expect(tooWide(text)).toEqual([]);
    expect(text).toMatch(/^[\n -~]*$/);
  });

  it('says so where no order matters, where none was found, and why none was looked for', () => {
    const none = (checked: 'all' | 'sampled'): string => withMatters({ orders: [], checked });
    expect(none('all')).toContain('Matters    no race: every order of these steps breaks it');
    expect(none('sampled')).toContain('no race: every order of these steps that was tried breaks');
    expect(withMatters({ omitted: 'more than 7 states' })).toContain(
      'Matters    not found out: more than 7 states',
    );
    expect(withMatters(undefined)).not.toContain('Matters');
  });
});

describe('the text of the planted bugs', () => {
  it('names what was missed', () => {
    const text = plantedText({
      format: 1,
      seed: '1',
      budget: { runs: 20_000, schedules: 20, steps: 400, states: 50_000 },
      sizes: ['tasks', 'frames', 'operations and signals'],
      reference: { verdict: 'inconclusive' },
      bugs: [
        {
          id: 'a',
          rows: [],
          property: 'p',
          found: [1, 20_000],
          median: 1,
          worst: 20_000,
          size: [1, 1, 2, 6, 1],
          minimum: { size: [1, 1, 2, 6, 1], proved: true },
        },
        {
          id: 'b',
          rows: [],
          property: 'q',
          found: [null, 3],
          median: 3,
          worst: 3,
          size: [1, 1, 1, 3, 0],
          minimum: { size: [1, 1, 1, 2, 0], proved: false },
        },
        {
          id: 'c',
          rows: [],
          property: 'q',
          found: [null, null],
          median: null,
          worst: null,
          size: null,
          minimum: null,
        },
      ],
    });
    expect(text).toMatchSnapshot();
  });
});

describe('the layout', () => {
  it('wraps at spaces and cuts what has none', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrap('  aligned', 20)).toEqual(['  aligned']);
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  });

  it('keeps labelled text in its column', () => {
    expect(labelled('Got', 'x '.repeat(60).trim(), 2, 13)).toMatchSnapshot();
  });

  it('fits columns to their content and wraps what is too long', () => {
    expect(
      table(
        ['a', 'b'],
        [
          ['1', 'two words'],
          ['22', ''],
        ],
        [4, 5],
      ),
    ).toEqual(['a   b', '--  -----', '1   two', '    words', '22']);
  });

  it('counts like a person', () => {
    expect([plural(1, 'run'), plural(0, 'run'), plural(20_000, 'run')]).toEqual([
      '1 run',
      '0 runs',
      '20,000 runs',
    ]);
    expect(grouped('1234567')).toBe('1,234,567');
  });
});
