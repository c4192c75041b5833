import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Minima } from '../../properties/minimum.ts';
import { minima } from '../support/minima.ts';
import { desk, transcript, type Desk } from './run.ts';

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

const IDS = ['guard-removed', 'unheard-signal'];
const FEW = ['measure', '--minimum', '--bug', IDS.join()];

describe('heddle measure --minimum', () => {
  it('comes to what is kept, from any number of workers', () => {
    const [one, two] = ['1', '2'].map((workers) =>
      home.heddle(...FEW, '--workers', workers, '--json'),
    );
    expect(two).toEqual(one);
    expect(one).toMatchObject({ code: 0, err: '' });
    const { bugs } = JSON.parse(one!.out) as Minima;
    expect(bugs).toEqual(minima.filter(({ bug }) => IDS.includes(bug)));
  });

  it('tells them, and puts them among those of a file', () => {
    const kept = minima.find(({ bug }) => bug === 'article-flag')!;
    home.write('minimum.json', JSON.stringify({ format: 1, bugs: [kept] }));
    const words = [...FEW, '--into', 'minimum.json'];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
    const { bugs } = JSON.parse(home.read('minimum.json')) as Minima;
    expect(bugs.map(({ bug }) => bug)).toEqual(['article-flag', ...IDS]);
    expect(bugs[0]).toEqual(kept);
  });

  it('is refused a file that holds something else', () => {
    home.write('other.json', '{"format":1}');
    const words = [...FEW, '--into', 'other.json'];
    const outcome = home.heddle(...words);
    expect(transcript(words, outcome)).toMatchSnapshot();
    expect(outcome).toMatchObject({ code: 2, out: '' });
  });
});
