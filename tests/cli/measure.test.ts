import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runsUntil } from '../../api/measure.ts';
import { bug, domainOf } from '../support/context.ts';
import { desk, transcript, type Desk } from './run.ts';

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

const FEW = 'measure --bug guard-removed,empty-set-traps --strategy walk,pos --seeds 3'.split(' ');
const PAGE = 'before\n\n<!-- measured: strategies -->\nold\n<!-- end -->\n\nafter\n';

describe('heddle measure', () => {
  it('prints what each strategy takes for each bug', () => {
    const outcome = home.heddle(...FEW, '--json');
    const { bugs, strategies } = JSON.parse(outcome.out) as {
      strategies: { id: string; missed: number }[];
      bugs: { id: string; cells: { strategy: string; found: number[] }[] }[];
    };
    expect(outcome.code).toBe(0);
    expect(strategies).toMatchObject([
      { id: 'walk', missed: 0 },
      { id: 'pos', missed: 0 },
    ]);
    expect(bugs.map(({ id }) => id)).toEqual(['guard-removed', 'empty-set-traps']);
    for (const { id, cells } of bugs) {
      const { runtime, property } = bug(id);
      const found = (strategy: string): readonly (number | null)[] =>
        ['1/1', '1/2', '1/3'].map((seed) =>
          runsUntil(domainOf(runtime), property, { seed, strategy }),
        );
      expect(cells).toMatchObject([
        { strategy: 'walk', found: found('walk') },
        { strategy: 'pos', found: found('pos') },
      ]);
    }
  });

  it('gives the same bytes from any number of workers', () => {
    const one = home.heddle(...FEW, '--workers', '1');
    expect(home.heddle(...FEW, '--workers', '3')).toEqual(one);
    expect(one).toMatchObject({ code: 0, err: '' });
  });

  it('says which hunts found nothing', () => {
    const words = ['measure', '--bug', 'article-fix', '--strategy', 'pos', '--runs', '1'];
    const { code, out } = home.heddle(...words, '--seeds', '2');
    expect([code, out]).toEqual([0, expect.stringMatching(/^article-fix +-\/-$/m)]);
  });

  it('writes its tables between the markers of a file, and leaves the rest of it', () => {
    home.write('page.md', PAGE);
    const { out } = home.heddle(...FEW, '--into', 'page.md', '--markdown');
    expect(home.read('page.md')).toBe(PAGE.replace('old\n', () => out));
  });

  it('is refused what does not exist before it measures anything', () => {
    home.write('no-marks.md', 'nothing here\n');
    for (const more of [
      ['--bug', 'guard-remove'],
      ['--strategy', 'dfs'],
      ['--into', 'missing.md'],
      ['--into', 'no-marks.md'],
    ]) {
      const words = ['measure', '--workers', '1', ...more];
      const outcome = home.heddle(...words);
      expect(transcript(words, outcome)).toMatchSnapshot();
      expect(outcome).toMatchObject({ code: 2, out: '' });
    }
  });
});
