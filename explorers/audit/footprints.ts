import type { FieldAccess, Parts } from '../../model/machine.ts';
import type { Field } from '../packed/layout.ts';
import type { SeenStep } from './whole.ts';

/** What a step did and its action does not declare: to which field, and which cells stand for that. */
export interface Undeclared {
  readonly field: string;
  readonly writes: boolean;
  readonly cells: readonly string[];
}

/** How many fields of the state a step touched, and the first access that its action does not declare. */
export interface Covered {
  readonly accesses: number;
  readonly undeclared: Undeclared | undefined;
}

export const coverOf = <State>(
  parts: Parts<State>,
  { actor, action, access, events, vector }: SeenStep,
): Covered => {
  const { reads, writes } = action;
  let accesses = 0;
  let undeclared: Undeclared | undefined;
  const look = (field: Field, before: number, after: number, isWrite: boolean): void => {
    if (field.place.part !== 'state') return;
    accesses += 1;
    const needed = parts.cells(actor, accessOf(field, before, after, isWrite), events);
    const cells = needed.find(
      (some) => !some.some((cell) => writes.includes(cell) || (!isWrite && reads.includes(cell))),
    );
    if (cells === undefined) return;
    undeclared ??= { field: field.name.slice('state.'.length), writes: isWrite, cells };
  };
  for (const [field, value] of access.reads) look(field, value, value, false);
  for (const [field, value] of access.writes) {
    look(field, field.ofTuple[vector[field.component.index]!]!, value, true);
  }
  return { accesses, undeclared };
};

const accessOf = (
  { place: { group, key }, of, texts }: Field,
  before: number,
  after: number,
  writes: boolean,
): FieldAccess => {
  const value = (number: number): unknown => JSON.parse(texts[number]!);
  return {
    group,
    index: Number(key),
    field: of,
    writes,
    before: value(before),
    after: value(after),
  };
};
