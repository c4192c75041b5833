import { describe, expect, it } from 'vitest';
import type { MeasuredResult } from '../../properties/measured-result.ts';
import { measuredMarkdown } from '../../reports/markdown/measured.ts';
import { measuredText } from '../../reports/text/measured.ts';

const IDS = ['one', 'two', 'three', 'one+two', 'one+three', 'two+three'];
const BUGS = ['a-bug', 'the-longest-name-that-a-bug-may-well-have'];

/** Wider and worse than any real one: numbers as large as a budget, a bug that was missed, and six strategies. */
const result: MeasuredResult = {
  format: 1,
  seed: '7f3a',
  seeds: 2,
  budget: { runs: 20_000, schedules: 2, steps: 400, states: 50_000 },
  default: 'one+two',
  best: 'three',
  strategies: IDS.map((id, i) => ({
    id,
    missed: i,
    worst: i === 0 ? 19_999 : null,
    hardest: BUGS[1]!,
    mean: i < 4 ? 12_345 : null,
  })),
  bugs: BUGS.map((id) => ({
    id,
    property: 'p',
    cells: IDS.map((strategy, i) => ({
      strategy,
      found: i === 0 ? [12_345, 19_999] : [12_345, null],
      median: 12_345,
      worst: i === 0 ? 19_999 : null,
    })),
  })),
};

describe('the tables of the strategies', () => {
  it('keep to the width as text', () => {
    const text = measuredText(result);
    expect(text).toMatchSnapshot();
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('name one hunt of the default in Markdown', () => {
    expect(measuredMarkdown(result)).toMatchSnapshot();
  });

  it('name one hunt of the first strategy where the default was not measured', () => {
    expect(measuredMarkdown({ ...result, default: 'four' })).toContain('| `one`, seed `7f3a/1` |');
  });
});
