import { follow } from './change.ts';
import type { RunOptions } from './run-options.ts';
import type { Meaning, RunTables } from './run-tables.ts';
import { newStore } from './store.ts';

/** What a step does beside leading to a state. */
export interface Effect {
  readonly meaning: Meaning;
  /** The actors that can move now and could not before, by number. */
  readonly woken: readonly number[];
}

/**
 * The states that were met, with the ways between them, in words: of a state how many options there are, their numbers,
 * and a word for each that says where it leads. States and ways go by the places of their words. A state without options
 * has one way, to nowhere.
 */
export interface RunGraph {
  /** Where runs begin. What is known is forgotten here, if it has become too much. */
  readonly start: () => number;
  /** Of a way: twice the state that it leads to, and one more where it has an effect; 0: nobody knows yet. */
  readonly words: () => Int32Array;
  readonly effect: (way: number) => Effect;
  /** The word of a way that nobody knows yet, after which `words` may be others. */
  readonly explore: (from: number, way: number) => number;
  /** What it means that nobody can move in a state. */
  readonly rest: (state: number) => Meaning;
}

/** What tables may take before they are forgotten, in bytes: values of a runtime's bookkeeping may be large. */
const BYTES_MAX = 2 ** 26;

/** A graph that keeps about `most` states and entries of tables; `actors`: how many there are. */
export const runGraph = (
  tables: RunTables,
  { actors: actorOf }: RunOptions,
  actors: number,
  most: number,
): RunGraph => {
  const initial = new Int32Array(tables.places);
  const vector = initial.slice();
  const target = initial.slice();
  const effectOf = effectsOf(actors);
  const states = statesOf(tables, actors);
  let first: number | undefined;
  /** The numbers of effects, by way. */
  let effects = new Int32Array(0);
  const setEffect = (way: number, meaning: Meaning, woken: number): void => {
    if (effects.length < states.words().length) {
      const longer = new Int32Array(states.words().length);
      longer.set(effects);
      effects = longer;
    }
    effects[way] = effectOf.number(meaning, woken);
  };
  /** A bit for each actor that can move in a state. */
  const able = (state: number): number => {
    const words = states.words();
    let bits = 0;
    for (let i = 1; i <= words[state]!; i += 1) bits |= 1 << actorOf[words[state + i]!]!;
    return bits;
  };
  const effect = (way: number): Effect => effectOf.list[effects[way]!]!;
  return {
    start: () => {
      if (states.size() + tables.known() > most || tables.bytes() > BYTES_MAX) {
        tables.reset();
        states.reset();
        first = undefined;
      }
      return (first ??= states.of(initial));
    },
    words: states.words,
    effect,
    explore: (from, way) => {
      states.read(from, vector);
      const before = states.words();
      const { meaning, changes } = tables.outcome(vector, before[way - before[from]!]!);
      follow(vector, changes, target);
      const to = states.of(target);
      const woken = able(to) & ~able(from);
      const quiet = meaning.number === 0 && woken === 0;
      if (!quiet) setEffect(way, meaning, woken);
      return (states.words()[way] = to * 2 + (quiet ? 0 : 1));
    },
    rest: (state) => {
      const words = states.words();
      const way = state + 1;
      if (words[way] === 0) {
        states.read(state, vector);
        setEffect(way, tables.rest(vector), 0);
        words[way] = 1;
      }
      return effect(way).meaning;
    },
  };
};

/** States as they are met; no way is known of them. */
const statesOf = (tables: RunTables, actors: number) => {
  let store = newStore(tables.places);
  let words = new Int32Array(1 << 12);
  /** By number. */
  const states: number[] = [];
  let end = 1;
  const room = (length: number): void => {
    if (length <= words.length) return;
    const longer = new Int32Array(2 * length);
    longer.set(words);
    words = longer;
  };
  const add = (vector: Int32Array): number => {
    const state = end;
    let next = state + 1;
    for (let actor = 0; actor < actors; actor += 1) {
      const options = tables.offer(vector, actor);
      room(next + options.length);
      for (const option of options) {
        words[next] = option;
        next += 1;
      }
    }
    const count = next - state - 1;
    words[state] = count;
    // Nothing of this counts until now: the rules of a runtime may have thrown an error.
    end = next + Math.max(1, count);
    room(end);
    words.fill(0, next, end);
    store.insert(vector);
    states.push(state);
    return state;
  };
  return {
    words: (): Int32Array => words,
    size: (): number => states.length,
    of: (vector: Int32Array): number => {
      const known = store.find(vector);
      return known < 0 ? add(vector) : states[known]!;
    },
    read: (state: number, vector: Int32Array): void => store.read(placeIn(states, state), vector),
    reset: (): void => {
      store = newStore(tables.places);
      states.length = 0;
      end = 1;
    },
  };
};

/** The place of a number in an ascending list that holds it. */
const placeIn = (list: readonly number[], number: number): number => {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Effects by number: equal ones are one object. */
const effectsOf = (actors: number) => {
  const list: Effect[] = [];
  const numbers = new Map<number, number>();
  return {
    list,
    /** `woken`: a bit for each actor. */
    number: (meaning: Meaning, woken: number): number => {
      const key = meaning.number * 2 ** 31 + woken;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const who = Array.from({ length: actors }, (_, actor) => actor);
      numbers.set(key, list.length);
      return list.push({ meaning, woken: who.filter((actor) => (woken >>> actor) & 1) }) - 1;
    },
  };
};
