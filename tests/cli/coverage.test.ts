import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desk, transcript, type Desk } from './run.ts';

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

const WORDS = ['check', '--coverage', '--runs', '2000', '--states', '1'];

describe('heddle check --coverage', () => {
  it('tells where signals fell', () => {
    const outcome = home.heddle(...WORDS);
    expect(transcript(WORDS, outcome)).toMatchSnapshot();
    expect(outcome.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('counts the same with any number of workers, and whatever else is asked', () => {
    const waitsOf = (...more: readonly string[]): unknown =>
      (JSON.parse(home.heddle(...WORDS, '--json', ...more).out) as { waits: unknown }).waits;
    const one = waitsOf('--workers', '1');
    expect(one).toHaveLength(28);
    expect(waitsOf('--workers', '2')).toEqual(one);
  });

  it('is not asked of the planted bugs', () => {
    const words = ['check', '--planted', '--coverage'];
    expect(home.heddle(...words)).toMatchObject({ code: 2, out: '' });
  });
});
