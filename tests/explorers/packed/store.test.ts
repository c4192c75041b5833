import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newStore } from '../../../explorers/packed/store.ts';

const PLACES = 5;

describe('a store of vectors', () => {
  it('numbers them as a map does, and gives each back', () => {
    const value = fc.oneof(fc.nat(3), fc.nat(40), fc.nat(2 ** 31 - 1));
    const vectors = fc.array(fc.array(value, { minLength: PLACES, maxLength: PLACES }), {
      size: 'large',
    });
    fc.assert(
      fc.property(vectors, (list) => {
        const store = newStore(PLACES);
        const known = new Map<string, number>();
        // Each comes twice.
        for (const vector of [...list, ...list]) {
          const before = known.get(vector.join());
          expect(store.insert(Int32Array.from(vector))).toBe(
            before === undefined ? known.size : ~before,
          );
          known.set(vector.join(), before ?? known.size);
        }
        expect(store.size()).toBe(known.size);
        const back = new Int32Array(PLACES);
        for (const [text, number] of known) {
          store.read(number, back);
          expect(back.join()).toBe(text);
        }
      }),
      { seed: 1 },
    );
  });

  it('grows past its first table and its first words', () => {
    const store = newStore(2);
    for (let i = 0; i < 50_000; i += 1) {
      expect(store.insert(Int32Array.from([i % 250, Math.floor(i / 250)]))).toBe(i);
    }
    expect(store.insert(Int32Array.from([17, 3]))).toBe(~767);
    expect(store.bytes() / store.size()).toBeLessThan(24);
  });
});
