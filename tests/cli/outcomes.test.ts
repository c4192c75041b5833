import { afterAll, describe, expect, it } from 'vitest';
import {
  cancelOfParked,
  futureWrittenLater,
  syncTypedBlocks,
} from '../model/canonical/examples.ts';
import { desk, transcript } from './run.ts';

const home = desk();
afterAll(() => home.clear());

const files = { cancelOfParked, futureWrittenLater, syncTypedBlocks };
for (const [name, scenario] of Object.entries(files)) {
  home.write(`${name}.json`, JSON.stringify(scenario));
}
home.write('broken.json', JSON.stringify({ ...futureWrittenLater, invocations: [{ id: 'x' }] }));

const told = (...words: readonly string[]): string => transcript(words, home.heddle(...words));

/** The words that explain the outcomes of a scenario. */
const tokens = (name: string): readonly string[] =>
  [...home.heddle('outcomes', `${name}.json`).out.matchAll(/--schedule (\S+)/g)].map(
    ([, token]) => token!,
  );

describe('heddle outcomes', () => {
  it('tells every outcome, and what was covered', () => {
    for (const name of Object.keys(files)) {
      expect(told('outcomes', `${name}.json`)).toMatchSnapshot();
    }
  });

  it('tells them under another profile, and as JSON', () => {
    expect(told('outcomes', 'syncTypedBlocks.json', '--profile', 'wasmtime')).toMatchSnapshot();
    expect(told('outcomes', 'futureWrittenLater.json', '--json')).toMatchSnapshot();
  });

  it('is inconclusive where not all are covered', () => {
    expect(told('outcomes', 'futureWrittenLater.json', '--states', '2')).toMatchSnapshot();
  });
});

describe('heddle explain', () => {
  it('tells the witness of an outcome, step by step', () => {
    const [, last = ''] = tokens('futureWrittenLater');
    expect(told('explain', 'futureWrittenLater.json', '--schedule', last)).toMatchSnapshot();
    const names = 'invoke:reading,invoke:writing,tick:c.read#1';
    const explain = (schedule: string): string =>
      home.heddle('explain', 'futureWrittenLater.json', '--schedule', schedule).out;
    expect(explain(names)).toBe(explain(last));
  });

  it('replays every witness of every profile', () => {
    for (const name of Object.keys(files)) {
      for (const token of tokens(name)) {
        const { code, out } = home.heddle('explain', `${name}.json`, '--schedule', token, '--json');
        expect(code).toBe(0);
        expect(JSON.parse(out)).toMatchObject({ format: 1, profile: 'specification' });
      }
    }
  });
});

describe('what they cannot read', () => {
  for (const words of [
    ['outcomes'],
    ['outcomes', 'nowhere.json'],
    ['outcomes', 'broken.json'],
    ['outcomes', 'cancelOfParked.json', '--profile', 'wasmtim'],
    ['explain', 'cancelOfParked.json'],
    ['explain', 'cancelOfParked.json', '--schedule', 'invoke:nobody'],
    ['explain', 'cancelOfParked.json', '--schedule', 'hs1.i1bKzCvLz061KirNU4oFAA.8d3f5cde'],
  ]) {
    it(`is told of \`heddle ${words.join(' ')}\``, () => {
      expect(told(...words)).toMatchSnapshot();
    });
  }
});
