import { afterAll, describe, expect, it } from 'vitest';
import { syncTypedBlocks } from '../model/canonical/examples.ts';
import { desk, transcript, type Outcome } from './run.ts';

const home = desk();
afterAll(() => home.clear());
home.write('one.json', JSON.stringify(syncTypedBlocks));

const CANONICAL = ['check', '--machine', 'canonical-abi'];
const HOLES = [...CANONICAL, '--profile', 'specification', '--runs', '8000'];

/** What the holes are told as, and their records: searched once. */
let searched: Outcome | undefined;
const holes = (): Outcome => (searched ??= home.heddle(...HOLES));

const told = (...words: readonly string[]): string => transcript(words, home.heddle(...words));

const narrow = (text: string): boolean =>
  text.split('\n').every((line) => line.length <= 100 || line.includes('npx heddle replay hd1.'));

describe('heddle check --machine canonical-abi', () => {
  it('checks the amended rules where no profile is named', () => {
    const text = told(...CANONICAL, '--runs', '2000');
    expect(text).toMatchSnapshot();
    expect(narrow(text)).toBe(true);
  });

  it('tells the holes of the specification by their names', () => {
    const text = transcript(HOLES, holes());
    expect(text).toMatchSnapshot();
    expect(narrow(text)).toBe(true);
  });

  it('covers a scenario that is given', () => {
    expect(told(...CANONICAL, '--scenario', 'one.json')).toMatchSnapshot();
  });

  it('says the same with any number of workers', () => {
    // Two batches for each of two workers, in which some hole is found.
    const words = [...CANONICAL, '--profile', 'specification', '--runs', '400', '--json'];
    const other = desk();
    const once = (workers: string): Outcome => other.heddle(...words, '--workers', workers);
    const one = once('1');
    expect(one).toMatchObject({ code: 1, err: '' });
    expect(once('2')).toEqual(one);
    other.clear();
  });

  it('finds bugs that are planted, and nothing where the rules are right', () => {
    const few = ['--runs', '500', '--bug', 'poll-gives-way'];
    const text = told(...CANONICAL, '--planted', '--seeds', '2', ...few);
    expect(text).toMatchSnapshot();
    expect(narrow(text)).toBe(true);
  });

  it('tells its profiles and properties in a list', () => {
    const { out } = home.heddle('list', '--json');
    expect(Object.keys((JSON.parse(out) as { 'canonical-abi': object })['canonical-abi'])).toEqual([
      'properties',
      'sometimes',
      'profiles',
      'planted',
    ]);
  });
});

describe('its records', () => {
  const record = 'heddle-out/specification.sync-call-runs-its-own.json';

  it('replay, and so do their tokens', () => {
    const { out } = holes();
    const tokens = [...out.matchAll(/heddle replay (hd1\.\S+)/g)].map(([, token]) => token!);
    expect(tokens.length).toBeGreaterThan(1);
    for (const what of [record, ...tokens]) {
      const { code, out: replayed } = home.heddle('replay', what);
      expect(code).toBe(1);
      expect(replayed).toContain('replayed: it breaks again, in the same steps');
    }
  });

  it('hold under a profile without the hole', () => {
    expect(told('replay', record, '--profile', 'amended')).toMatchSnapshot();
  });

  it('are kept in a corpus beside those of the other machine', () => {
    expect(home.heddle('corpus', 'add', record, '--corpus', 'kept').code).toBe(0);
    expect(
      told('corpus', 'check', '--corpus', 'kept', '--profile', 'amended', '--all'),
    ).toMatchSnapshot();
    const other = home.heddle('check', '--corpus', 'kept', '--runs', '100', '--states', '1');
    expect(other.out).not.toContain('replayed');
    expect(told('corpus', 'check', '--corpus', 'kept', '--runtime', 'reference')).toMatchSnapshot();
  });
});

describe('what does not belong to it', () => {
  for (const words of [
    ['check', '--machine', 'canonical'],
    [...CANONICAL, '--coverage'],
    [...CANONICAL, '--runtime', 'reference'],
    [...CANONICAL, '--profile', 'amend'],
    [...CANONICAL, '--planted', '--profile', 'amended'],
    [...CANONICAL, '--planted', '--bug', 'article-flag'],
    ['check', '--profile', 'amended'],
    ['replay', 'heddle-out/specification.sync-call-runs-its-own.json', '--runtime', 'reference'],
  ]) {
    it(`is refused: \`heddle ${words.join(' ')}\``, () => {
      expect(told(...words)).toMatchSnapshot();
    });
  }
});
