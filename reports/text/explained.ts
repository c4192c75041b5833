import type { Counterexample } from '../../model/counterexample.ts';
import { visible } from '../../model/visible.ts';
import { changeText } from './interleaving.ts';
import { labelled } from './layout.ts';

const COLUMN = 16;

/** What a kind of event says, and its fields in order. */
export type Kinds = Readonly<
  Record<string, { readonly says: string; readonly fields: readonly string[] }>
>;

/** A schedule, step by step: what each does, what happens in it in the words of the events, and what it changes. */
export const explainedText = (
  { trace }: Pick<Counterexample, 'trace'>,
  kinds: Kinds,
  verbose: boolean,
): string =>
  trace
    .flatMap(({ action, does, events, changes, details }, i) => [
      visible(`step ${i + 1}  ${action}: ${does}`),
      ...events.flatMap((event) => eventLines(event, kinds)),
      ...optional('changes', changeText(changes)),
      ...(verbose ? optional('inside', changeText(details)) : []),
    ])
    .join('\n');

const eventLines = (event: { readonly kind: string }, kinds: Kinds): readonly string[] => {
  const { says = '', fields = [] } = kinds[event.kind] ?? {};
  const told: Readonly<Record<string, unknown>> = { ...event };
  const facts = fields.map((field) => `${field} ${String(told[field])}`).join(', ');
  return labelled(event.kind, facts === '' ? says : `${facts}: ${says}`, 4, COLUMN + 4);
};

const optional = (label: string, text: string): readonly string[] =>
  text === '' ? [] : labelled(label, text, 4, COLUMN + 4);
