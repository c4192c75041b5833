import type { Machine } from '../../model/machine.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import type { Suite } from '../../properties/property.ts';
import { changesOf, type Change } from './change.ts';
import { deskOf, type Judged, type Known } from './desk.ts';
import { bytesOfLayout, forget } from './layout.ts';
import type { RunOptions } from './run-options.ts';
import { newTable, type Table } from './table.ts';

/** What events mean to a suite: one object wherever that is the same. */
export interface Meaning {
  /** 0: nothing. */
  readonly number: number;
  /** The properties that break, and those that are seen, in that order. */
  readonly broken: readonly string[];
  readonly seen: readonly string[];
  /** Whether they are of a step that concerns everybody. */
  readonly visible: boolean;
}

/** What an action does. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly meaning: Meaning;
}

/** What actors may do and what that does, each worked out once. */
export interface RunTables {
  /** How long vectors are. */
  readonly places: number;
  /** What the events before the first step mean. */
  readonly first: Meaning;
  /** The options of an actor, by number. */
  readonly offer: (vector: Int32Array, actor: number) => readonly number[];
  readonly outcome: (vector: Int32Array, option: number) => Outcome;
  /** What it means that nobody can move. */
  readonly rest: (vector: Int32Array) => Meaning;
  /** How many entries they hold, and about how many bytes they take. */
  readonly known: () => number;
  readonly bytes: () => number;
  readonly reset: () => void;
}

/** The machine must tell its parts and step in place. */
export const runTables = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  options: RunOptions,
): RunTables => {
  const desk = deskOf(machine, suite, { whole: true });
  const { parts, layout, state } = desk;
  const { components } = layout;
  const inPlace = machine.inPlace!;
  const ownOf = parts.actors.map((name) => components.find((each) => each.name === name)!);
  const offers = ownOf.map((own) => newTable<Known<readonly number[]>>(own));
  const rests = newTable<Known<Meaning>>(components[0]!);
  /** By name: what actions do does not hang on what is told of it. */
  const outcomes: Table<Known<Outcome>>[] = [];
  const changes = new Map<string, Change>();
  const meaningOf = meanings();
  let known = 0;
  const lookUp = <Result>(
    table: Table<Known<Result>>,
    vector: Int32Array,
    compute: Parameters<typeof desk.lookUp<Result>>[2],
  ): Result =>
    desk.lookUp(table, vector, () => {
      known += 1;
      return compute();
    }).result;
  return {
    places: components.length,
    first: meaningOf(desk.first),
    offer: (vector, actor) =>
      lookUp(offers[actor]!, vector, () => {
        const able = parts.actions(state, actor, true);
        const found = able.map((action) => options.number(action, actor));
        return () => found;
      }),
    outcome: (vector, option) => {
      const table = (outcomes[options.names[option]!] ??= newTable(
        ownOf[options.actors[option]!]!,
      ));
      return lookUp(table, vector, () => {
        const { events, visible = false } = inPlace.step(state, options.actions[option]!);
        const meaning = meaningOf(desk.judge(events), visible);
        return (writes) => ({ meaning, changes: changesOf(changes, writes) });
      });
    },
    rest: (vector) =>
      lookUp(rests, vector, () => {
        const meaning = meaningOf(desk.judge([QUIESCENT]));
        return () => meaning;
      }),
    known: () => known,
    bytes: () => desk.entered + bytesOfLayout(layout),
    reset: () => {
      known = 0;
      desk.entered = 0;
      forget(layout);
      changes.clear();
      outcomes.length = 0;
      for (const { roots } of [rests, ...offers]) roots.length = 0;
    },
  };
};

const meanings = (): ((judged: Judged, visible?: boolean) => Meaning) => {
  const known = new Map<string, Meaning>();
  const meaningOf = ({ broken, seen }: Judged, visible = false): Meaning => {
    const key = `${seen.join()} ${visible} ${broken.join()}`;
    const meaning = known.get(key) ?? { broken, seen, visible, number: known.size };
    known.set(key, meaning);
    return meaning;
  };
  meaningOf({ broken: [], seen: [] });
  return meaningOf;
};
