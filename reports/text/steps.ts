import type { Counterexample } from '../../model/counterexample.ts';
import { visible } from '../../model/visible.ts';
import { changeText } from './interleaving.ts';
import { labelled } from './layout.ts';

const COLUMN = 16;

/** Every step with its events and all that it changed, what only its actor remembers included. */
export const stepsText = (record: Counterexample): string =>
  record.trace
    .flatMap(({ actor, does, events, changes, details }, i) => [
      visible(`  step ${i + 1}  ${actor}: ${does}`),
      ...labelled('events', events.map(({ kind }) => kind).join(', '), 6, COLUMN),
      ...optional('changes', changeText(changes)),
      ...optional('inside', changeText(details)),
    ])
    .join('\n');

const optional = (label: string, text: string): readonly string[] =>
  text === '' ? [] : labelled(label, text, 6, COLUMN);
