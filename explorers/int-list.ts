import type { Ration } from './ration.ts';

/** A growing list of 32-bit numbers, four bytes each and half as many to spare, which are taken of a ration. */
export interface IntList {
  readonly length: () => number;
  readonly at: (index: number) => number;
  /** @throws Full where there is no room for another: the list is as it was. */
  readonly push: (value: number) => void;
}

const FIRST = 1 << 8;

export const intList = (ration: Ration): IntList => {
  let values = new Int32Array(FIRST);
  let length = 0;
  ration.take(0, values.byteLength);
  return {
    length: () => length,
    at: (index) => values[index]!,
    push: (value) => {
      if (length === values.length) {
        const longer = Math.ceil(length * 1.5);
        ration.take(values.byteLength, longer * 4);
        const before = values;
        values = new Int32Array(longer);
        values.set(before);
      }
      values[length] = value;
      length += 1;
    },
  };
};
