import { intList } from './int-list.ts';
import { numberIn } from './options.ts';
import { newStore } from './packed/store.ts';
import type { Ration } from './ration.ts';

/** Histories by number, each one longer than another: a parent, and the number of a text. The empty one is 0. */
export interface Histories {
  /** The history that is longer than another by these texts. @throws Full. */
  readonly longer: (history: number, texts: readonly string[]) => number;
  /** How many texts it has. */
  readonly lengthOf: (history: number) => number;
  readonly textsOf: (history: number) => readonly string[];
}

export const newHistories = (ration: Ration): Histories => {
  const pairs = newStore(2, ration);
  const lengths = intList(ration);
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const pair = new Int32Array(2);
  pairs.insert(pair);
  lengths.push(0);
  return {
    longer: (history, more) => {
      let at = history;
      for (const text of more) {
        const number = numberIn(numbers, text);
        if (number === texts.length) {
          ration.take(0, BYTES_OF_TEXT + text.length);
          texts.push(text);
        }
        pair[0] = at;
        // The empty history is (0, 0): texts count from 1.
        pair[1] = number + 1;
        const met = pairs.insert(pair);
        if (met >= 0) lengths.push(lengths.at(at) + 1);
        at = met < 0 ? ~met : met;
      }
      return at;
    },
    lengthOf: lengths.at,
    textsOf: (history) => {
      const found: string[] = [];
      for (let at = history; at > 0; at = pair[0]!) {
        pairs.read(at, pair);
        found.push(texts[pair[1]! - 1]!);
      }
      return found.toReversed();
    },
  };
};

/** A text that is kept: a string, its place in a list, and its entry in a map. */
const BYTES_OF_TEXT = 120;
