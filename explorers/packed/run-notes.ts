import type { FirstBreak } from '../subject.ts';
import type { Meaning } from './run-tables.ts';

/** What was seen so far in a run, in that order: one object wherever that is the same. */
interface Seen {
  readonly ids: readonly string[];
  /** What it is after more, by the number of what that means. */
  readonly after: (Seen | undefined)[];
}

/** What a run has meant so far. */
export interface RunNotes {
  readonly begin: () => void;
  /** `steps`: the actions taken until then. */
  readonly note: (meaning: Meaning, steps: number) => void;
  /** The properties that broke, each with the first time that it did. */
  readonly broken: () => readonly FirstBreak[];
  readonly seen: () => readonly string[];
}

export const runNotes = (): RunNotes => {
  const known = new Map<string, Seen>();
  const seenOf = (ids: readonly string[]): Seen => {
    const key = ids.join();
    const found = known.get(key) ?? { ids, after: [] };
    known.set(key, found);
    return found;
  };
  const nothing = seenOf([]);
  let seen = nothing;
  let broken: FirstBreak[] = [];
  return {
    begin: () => {
      seen = nothing;
      if (broken.length > 0) broken = [];
    },
    note: (meaning, steps) => {
      seen = seen.after[meaning.number] ??= seenOf([...new Set([...seen.ids, ...meaning.seen])]);
      for (const property of meaning.broken) {
        if (broken.some((each) => each.property === property)) continue;
        broken.push({ property, steps });
      }
    },
    broken: () => broken,
    seen: () => seen.ids,
  };
};
