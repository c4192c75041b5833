import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { cellOf, measuredResult, runsUntil } from '../../api/measure.ts';
import { strategies } from '../../explorers/strategies.ts';
import { bug, domainOf } from '../support/context.ts';
import { toyDomain } from '../support/toy.ts';

describe('the runs until a property breaks', () => {
  for (const { id: strategy } of strategies) {
    it(`are those of a check by ${strategy}, on any machine`, () => {
      const options = { seed: 'toy', strategy };
      const property = 'no-lost-update';
      const { explored } = check(toyDomain, { ...options, until: property });
      expect(runsUntil(toyDomain, property, options)).toBe(explored.runs);
    });
  }

  it('are not to be had where the budget ends before', () => {
    const { runtime, property } = bug('article-fix');
    const runs = runsUntil(domainOf(runtime), property, { seed: '1' })!;
    const within = (budget: number): number | null =>
      runsUntil(domainOf(runtime), property, { seed: '1', budget: { runs: budget } });
    expect([within(runs), within(runs - 1)]).toEqual([runs, null]);
  });
});

describe('what hunts come to', () => {
  it('is the lower median, and the worst; a hunt that found nothing is worse than any', () => {
    expect(cellOf('s', [9, 3, 40, 7])).toMatchObject({ median: 7, worst: 40 });
    expect(cellOf('s', [9, null, 7])).toMatchObject({ median: 9, worst: null });
    expect(cellOf('s', [null, null, 7])).toMatchObject({ median: null, worst: null });
  });

  const measured = (table: Readonly<Record<string, readonly (readonly (number | null)[])[]>>) => {
    const ids = Object.keys(table);
    const bugs = Object.values(table)[0]!.map((_, i) => ({
      id: `bug-${i}`,
      property: 'p',
      cells: ids.map((id) => cellOf(id, table[id]![i]!)),
    }));
    return measuredResult({ seed: '1', seeds: 2, budget: {} }, ids, bugs);
  };

  it('is the worst of all bugs and the geometric mean of the medians', () => {
    const { strategies: all } = measured({
      a: [[10], [1_000]],
      b: [[10], [null]],
    });
    expect(all).toEqual([
      { id: 'a', missed: 0, worst: 1_000, hardest: 'bug-1', mean: 100 },
      { id: 'b', missed: 1, worst: null, hardest: 'bug-1', mean: null },
    ]);
  });

  it('is best where least is missed, then where the worst is lowest, then the mean', () => {
    expect(measured({ a: [[null], [1]], b: [[9_000], [9_000]] }).best).toBe('b');
    expect(measured({ a: [[90], [1]], b: [[80], [80]] }).best).toBe('b');
    expect(measured({ a: [[90], [2]], b: [[90], [1]] }).best).toBe('b');
    expect(measured({ a: [[90], [1]], b: [[90], [1]] }).best).toBe('a');
  });
});
