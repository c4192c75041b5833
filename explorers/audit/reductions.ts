import type { Machine } from '../../model/machine.ts';
import type { Suite } from '../../properties/property.ts';
import { numberTuple, numberValue, type Layout } from '../packed/layout.ts';
import { search, type Found } from '../packed/search.ts';
import { systemOf, type Reductions, type System } from '../packed/system.ts';
import { scheduleTo, type Whole } from './whole.ts';

/** A search that leaves something out. */
export interface Reduced extends Required<Reductions> {
  /** What it leaves out, in words. */
  readonly says: string;
  /** Of frames that behave alike one is entered. */
  readonly frames: boolean;
}

/** The first is how a proof searches. */
export const REDUCED: readonly Reduced[] = [
  { says: 'all that a proof leaves out', order: true, symmetry: true, frames: true },
  { says: 'interleavings', order: true, symmetry: false, frames: false },
  { says: 'symmetry', order: false, symmetry: true, frames: false },
  { says: 'interleavings and symmetry', order: true, symmetry: true, frames: false },
];

/** A search that does not come to what the whole one does. */
export interface Deviation {
  readonly by: string;
  readonly declared: string;
  readonly seen: string;
  readonly schedule: readonly string[];
}

/** What came of one comparison. */
export interface Compared {
  readonly by: string;
  /** It had fewer states. */
  readonly fewer: boolean;
  /** How many states at rest were compared: none, where frames are left out, for other states come of other frames. */
  readonly rests: number;
  readonly verdicts: Deviation | undefined;
  readonly endings: Deviation | undefined;
}

/** How a machine is made into a system; another one than ours is there to see that its faults are found. */
export type Pack = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  reductions: Reductions,
) => System;

/** Compares the whole of a machine with each search that leaves something of it out. `machine(true)`: in plain frames. */
export const compareAll = <State, Ledger, Setting>(
  whole: Whole,
  machine: (frames: boolean) => Machine<State>,
  suite: Suite<Ledger, Setting>,
  pack: Pack = systemOf,
): readonly Compared[] => {
  const all = machine(false);
  const { reducible, symmetries } = all.parts!;
  const rests = [...whole.moves.keys()].filter((state) => whole.moves[state]!.length === 0);
  const endless = isEndless(whole, rests);
  const known = new Set<string>();
  const wanted = REDUCED.filter(
    ({ frames, order, symmetry }) =>
      frames || ((!order || reducible) && (!symmetry || symmetries.length > 0)),
  );
  return wanted.map((by) => {
    const system = pack(by.frames ? machine(true) : all, suite, by);
    // What was asked for before will be again: later searches need not find it out.
    for (const field of system.layout.fields) if (known.has(field.name)) field.asked = true;
    const states = whole.states.length;
    const found = search(system, { states, enough: () => false, rests: !by.frames });
    for (const { asked, name } of system.layout.fields) if (asked) known.add(name);
    return {
      by: by.says,
      fewer: found.states < states,
      rests: by.frames ? 0 : rests.length,
      verdicts: verdictsOf(whole, endless, found, by),
      endings: by.frames ? undefined : endingsOf(whole, rests, system, found, by),
    };
  });
};

/** Whether there are states from which nobody ever comes to rest. */
const isEndless = ({ moves }: Whole, rests: readonly number[]): boolean => {
  const before: number[][] = moves.map(() => []);
  for (const [state, list] of moves.entries()) for (const { to } of list) before[to]!.push(state);
  const ends = new Set(rests);
  for (const state of ends) for (const each of before[state]!) ends.add(each);
  return ends.size < moves.length;
};

const tell = (properties: Iterable<string>, endless: boolean, complete: boolean): string =>
  [
    `breaks ${[...properties].toSorted((a, b) => (a < b ? -1 : 1)).join(', ') || 'nothing'}`,
    ...(endless ? ['may go on for ever'] : []),
    ...(complete ? [] : ['has more states']),
  ].join(', ');

const verdictsOf = (
  whole: Whole,
  endless: boolean,
  { failures, endless: count, complete }: Found,
  { says: by }: Reduced,
): Deviation | undefined => {
  const found = new Map(failures.map(({ property, schedule }) => [property, schedule]));
  const declared = tell(whole.broken.keys(), endless, true);
  const seen = tell(found.keys(), count > 0, complete);
  if (declared === seen) return undefined;
  const missed = [...whole.broken].find(([property]) => !found.has(property))?.[1];
  const made = failures.find(({ property }) => !whole.broken.has(property));
  const schedule =
    missed === undefined
      ? (made?.schedule ?? [])
      : [...scheduleTo(whole, missed.state), ...(missed.name === null ? [] : [missed.name])];
  return { by, declared, seen, schedule };
};

/**
 * Where a search comes to rest: in the images of all states at rest. Where steps are put off, others may have gone on
 * when one stops them all: those states may be missing.
 */
const endingsOf = (
  whole: Whole,
  rests: readonly number[],
  system: System,
  found: Found,
  { order, says: by }: Reduced,
): Deviation | undefined => {
  const stopped = new Set(
    whole.moves.flatMap((list) => list.flatMap(({ stops, to }) => (stops ? [to] : []))),
  );
  const wanted = new Map<string, number>();
  const promised = new Map<string, number>();
  for (const state of rests) {
    const key = imageOf(whole.on.layout, whole.states[state]!, system);
    if (!wanted.has(key)) wanted.set(key, state);
    if (!(order && stopped.has(state)) && !promised.has(key)) promised.set(key, state);
  }
  const met = new Set(found.rests.map((vector) => vector.join()));
  const missing = [...promised].find(([key]) => !met.has(key));
  if (missing !== undefined) {
    return {
      by,
      declared: `${promised.size} states at rest`,
      seen: 'nobody comes to rest in that state',
      schedule: scheduleTo(whole, missing[1]),
    };
  }
  const strange = [...met].filter((key) => !wanted.has(key)).length;
  if (strange === 0) return undefined;
  return {
    by,
    declared: `${wanted.size} states at rest`,
    seen: `${strange} states at rest that the whole search does not know`,
    schedule: [],
  };
};

/** The vector that a system has for a state of the whole. */
const imageOf = (
  layout: Layout,
  vector: Int32Array,
  { layout: into, canonical }: System,
): string => {
  const target = new Int32Array(into.components.length);
  for (const [place, component] of into.components.entries()) {
    const { fields, tuples } = layout.components[place]!;
    const tuple = tuples[vector[place]!]!;
    const values = component.fields.map((field, i) =>
      field.asked ? numberValue(field, fields[i]!.texts[tuple[i]!]!) : 0,
    );
    target[place] = numberTuple(component, values);
  }
  canonical.least(target);
  return target.join();
};
