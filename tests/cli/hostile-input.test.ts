import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desk, oneWait } from './run.ts';

const home = desk();
afterAll(() => home.clear());

let record: Record<string, unknown>;
beforeAll(() => {
  home.write('s.json', JSON.stringify(oneWait));
  const words = ['--runtime', 'plain-wake', '--property', 'no-lost-wakeup', '--scenario', 's.json'];
  home.heddle('check', ...words);
  const file = 'heddle-out/plain-wake.no-lost-wakeup.json';
  record = { ...(JSON.parse(home.read(file)) as Record<string, unknown>) };
});

const outside = (): readonly string[] =>
  readdirSync(join(home.path, '..')).filter((name) => name.startsWith('x.'));

describe('a record of others', () => {
  const runtime = { id: 'unheard-of', says: '', digest: '0' };
  const edits: Readonly<Record<string, Record<string, unknown>>> = {
    'has a path for its property': { runtime, property: '../../x' },
    'has a path for its runtime': { runtime: { ...runtime, id: '../../x' } },
    'has a property that nothing has': { runtime, property: 'no-such-thing' },
    'has a scenario that is none': { runtime, scenario: { format: 1 } },
  };
  const codes = {
    'has a property that nothing has': 'HD402',
    'has a scenario that is none': 'HD101',
  };

  for (const [name, edit] of Object.entries(edits)) {
    it(`is not kept where it ${name}`, () => {
      home.write('edited.json', JSON.stringify({ ...record, ...edit }));
      const code = (codes as Record<string, string>)[name] ?? 'HD302';
      for (const words of [
        ['corpus', 'add', 'edited.json'],
        ['replay', 'edited.json'],
      ]) {
        if (words[0] === 'replay' && code !== 'HD302') continue;
        const { code: exit, err } = home.heddle(...words);
        expect([exit, err]).toEqual([2, expect.stringMatching(`^${code} `)]);
      }
      expect(existsSync(join(home.path, 'corpus'))).toBe(false);
      expect(outside()).toEqual([]);
    });
  }

  it('is kept where its runtime alone is unknown', () => {
    home.write('edited.json', JSON.stringify({ ...record, runtime }));
    expect(home.heddle('corpus', 'add', 'edited.json')).toMatchObject({ code: 0 });
    expect(readdirSync(join(home.path, 'corpus'))).toEqual([
      expect.stringMatching(/^no-lost-wakeup\.[0-9a-f]{12}\.json$/),
    ]);
  });
});

describe('a file that is too much', () => {
  it('is refused in few words', () => {
    home.write('large.json', ' '.repeat(33 * 2 ** 20));
    home.write('deep.json', '{"a":'.repeat(6_000_000));
    home.write('many.json', `[${'0,'.repeat(1_000_000)}0]`);
    const files = {
      'large.json': 'larger than 32 MiB',
      'deep.json': 'deeper',
      'many.json': 'million',
    };
    for (const [file, reason] of Object.entries(files)) {
      for (const words of [
        ['check', '--scenario', file],
        ['replay', file],
        ['outcomes', file],
      ]) {
        const { code, err } = home.heddle(...words);
        expect([code, err]).toEqual([2, expect.stringMatching(`^HD407 [^]*${reason}`)]);
      }
    }
  });

  it('is refused where it has no end', () => {
    expect(home.heddle('replay', '/dev/zero').err).toContain('larger than 32 MiB');
  });
});
