import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runsUntil } from '../../api/measure.ts';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { defaultStrategy, singles, strategies } from '../../explorers/strategies.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { grouped } from '../../reports/text/layout.ts';
import { domainOf } from '../support/context.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/strategies.md'), 'utf8');
const [, block = ''] = /<!-- measured: strategies -->\n([^]*?)<!-- end -->/.exec(text) ?? [];

/** The tables between the markers: rows of cells, the titles first, without the rule below them. */
const [summary = [], hunts = []] = block
  .split('\n\n')
  .filter((part) => part.startsWith('|'))
  .map((part) =>
    part
      .trim()
      .split('\n')
      .filter((_, i) => i !== 1)
      .map((line) => line.slice(2, -2).split(' | ')),
  );

const code = (id: string): string => `\`${id}\``;
const firsts = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.slice(1).map(([first]) => first!);

describe('the measured tables (`npm run measure` writes them anew)', () => {
  it('name the strategies that there are', () => {
    const ids = strategies.map(({ id }) => code(id));
    expect(firsts(summary)).toEqual(ids);
    expect(hunts[0]?.slice(1, -1)).toEqual(ids);
  });

  it('name the planted bugs that there are', () => {
    expect(firsts(hunts)).toEqual(plantedBugs.map(({ id }) => code(id)));
  });

  it('are what the hunts from the first seed come to today', () => {
    const [, strategy, seed] = /^`(.*)`, seed `(.*)`$/.exec(hunts[0]?.at(-1) ?? '') ?? [];
    expect(strategy).toBe(defaultStrategy.id);
    const found = plantedBugs.map(({ id, runtime, property }) => {
      const run = runsUntil(domainOf(runtime), property, { seed: seed!, strategy: strategy! });
      return [code(id), run === null ? '–' : grouped(run)];
    });
    expect(hunts.slice(1).map((row) => [row[0], row.at(-1)])).toEqual(found);
  });

  it('show no mix with a clearly lower worst case than that of the default', () => {
    const worst = (row: readonly string[]): number =>
      row[1] === '–' ? DEFAULT_BUDGET.runs : Number(row[1]!.replaceAll(',', ''));
    const own = worst(summary.find(([id]) => id === code(defaultStrategy.id))!);
    // The worst of many is the end of a long tail: less than a third apart is not apart.
    const mixes = summary.filter(([id]) => id!.includes('+'));
    const better = mixes.filter((row) => worst(row) * 1.5 < own);
    expect(better).toEqual([]);
  });
});

describe('the document of the strategies', () => {
  it('says what each one does that is no mix', () => {
    for (const { id } of singles) expect(text).toContain(`- **${code(id)}**: `);
  });
});
