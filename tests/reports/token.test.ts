import { describe, expect, it } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync } from 'fflate';
import { check } from '../../api/check.ts';
import { HeddleError } from '../../model/errors.ts';
import {
  isToken,
  parseScheduleToken,
  parseToken,
  readableTokens,
  tokenOf,
} from '../../reports/token.ts';
import { bug, domainOf } from '../support/context.ts';

const { runtime, property } = bug('check-then-register');
const record = check(domainOf(runtime), { seed: '1', properties: [property], until: property })
  .properties[0]!.counterexample!;
const token = tokenOf(record);

describe('a token', () => {
  it('is one word that holds the whole case', () => {
    expect(isToken(token)).toBe(true);
    expect(token).toMatch(/^hd1\.[\w-]+\.[0-9a-f]{8}$/);
    const { scenario, schedule } = record;
    expect(parseToken(`  ${token}\n`)).toEqual({
      machine: 'async-context',
      runtime: { id: runtime.id, digest: record.runtime.digest },
      property,
      scenario,
      schedule,
    });
  });

  it('is refused wherever it is cut', () => {
    for (let length = 0; length < token.length; length += 1) {
      expect(() => parseToken(token.slice(0, length))).toThrow(HeddleError);
    }
  });

  it('is refused whatever character is changed', () => {
    for (let i = 0; i < token.length; i += 1) {
      const other = token[i] === 'x' ? 'y' : 'x';
      expect(() => parseToken(token.slice(0, i) + other + token.slice(i + 1))).toThrow(/HD304/);
    }
  });

  it('may hold an empty schedule', () => {
    expect(parseToken(tokenOf({ ...record, schedule: [] })).schedule).toEqual([]);
  });

  it('is refused where it is whole and holds something else', () => {
    const odd = tokenOf({ ...record, property: 1 } as unknown as typeof record);
    expect(() => parseToken(odd)).toThrow(/HD304/);
  });

  it('is refused where something follows', () => {
    expect(() => parseToken(`${token}.x`)).toThrow(/HD304/);
  });
});

/** A token that is whole, whatever its text. */
const sealed = (prefix: string, text: string | Uint8Array): string => {
  const bytes = deflateSync(typeof text === 'string' ? Buffer.from(text) : text, { level: 9 });
  const sum = Buffer.from(sha256(bytes)).toString('hex').slice(0, 8);
  return `${prefix}.${Buffer.from(bytes).toString('base64url')}.${sum}`;
};

describe('a token that is too much', () => {
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  const cases: Readonly<Record<string, string>> = {
    'nests deeply': deep,
    'nests deeply and is not closed': '['.repeat(60_000),
    'nests deeply in its scenario': `["async-context","a","b","c",${deep},""]`,
    'holds 90 MB of text': ' '.repeat(90_000_000),
    'holds more values than are looked at': `[${'0,'.repeat(1_200_000)}0]`,
  };

  for (const [name, text] of Object.entries(cases)) {
    it(`is refused where it ${name}`, () => {
      const token = sealed('hd1', text);
      expect(token.length).toBeLessThan(131_072);
      expect(() => parseToken(token)).toThrow(/^HD304 The token is too large/);
      expect(() => parseScheduleToken(sealed('hs1', text))).toThrow(/^HD304 The token is too/);
      expect(readableTokens(token)).toEqual([]);
    });
  }

  it('is refused where it is too long to be one word of a command line', () => {
    expect(() => parseToken(`hd1.${'A'.repeat(200_000)}.00000000`)).toThrow(/200013 characters/);
  });

  it('is refused where its deflated text is cut short, with a sum that is right', () => {
    const bytes = deflateSync(
      Buffer.from(JSON.stringify(Array.from({ length: 999 }, (_, i) => i))),
    );
    const cut = bytes.subarray(0, bytes.length / 2);
    const sum = Buffer.from(sha256(cut)).toString('hex').slice(0, 8);
    const token = `hd1.${Buffer.from(cut).toString('base64url')}.${sum}`;
    expect(() => parseToken(token)).toThrow(/^HD304 The token is damaged/);
  });

  it('is none where it is as long as the longest that are made', () => {
    const schedule = Array.from({ length: 30_000 }, (_, i) => `t${(i * i) % 7}`);
    const long = tokenOf({ ...record, schedule });
    expect(readableTokens(long)).toEqual([long]);
    expect(parseToken(long).schedule).toEqual(schedule);
  });
});

describe('ids in a token', () => {
  const named = (id: string, property: string): string =>
    sealed('hd1', JSON.stringify(['async-context', id, '0', property, {}, '']));

  it('are refused where no file can be named after them', () => {
    expect(parseToken(named('mine', 'no-lost-wakeup')).property).toBe('no-lost-wakeup');
    for (const bad of ['../../x', '', '.', 'a/b', 'A', 'x'.repeat(65), 'a\u0000', 'a\n']) {
      expect(() => parseToken(named(bad, 'no-lost-wakeup'))).toThrow(/HD304/);
      expect(() => parseToken(named('mine', bad))).toThrow(/HD304/);
    }
  });
});
