import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { HeddleError } from '../../model/errors.ts';
import { isToken, parseToken, tokenOf } from '../../reports/token.ts';
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
