import type { Counterexample, TraceRow } from '../../model/counterexample.ts';
import { visible } from '../../model/visible.ts';
import { changeText } from '../text/interleaving.ts';

/** Mermaid draws no more than 50,000 characters; the steps before these are left out. */
const STEPS_MAX = 100;

/**
 * The trace as a Mermaid sequence diagram: a lane an actor, a note a step, an arrow for each event of a step that
 * names somebody else, such as an unpark.
 */
export const sequenceDiagram = (record: Counterexample): string => {
  const { lanes, trace, explanation, end } = record;
  const from = Math.max(0, trace.length - STEPS_MAX);
  // Names of our own: an id of a scenario may be a word of Mermaid's, such as `end`.
  const names = new Map(lanes.map(({ id }, i) => [id, `p${i + 1}`]));
  const all = [...new Set([names.get(lanes[0]?.id ?? ''), names.get(lanes.at(-1)?.id ?? '')])];
  const over = all.join(',');
  const decided = 'step' in explanation.decided ? explanation.decided.step : 0;
  return [
    'sequenceDiagram',
    ...lanes.map(({ id, title }) => `  participant ${names.get(id)} as ${escaped(title)}`),
    ...(from === 0 ? [] : [`  Note over ${over}: ${escaped(`steps 1 to ${from} are left out`)}`]),
    ...trace
      .slice(from)
      .flatMap((row, i) => stepLines(row, from + i + 1, from + i + 1 === decided, names)),
    ...(over === ''
      ? []
      : [
          `  Note over ${over}: ${escaped(end === 'quiescent' ? 'nobody can move: violated' : 'violated')}`,
        ]),
  ].join('\n');
};

const stepLines = (
  row: TraceRow,
  number: number,
  decisive: boolean,
  names: ReadonlyMap<string, string>,
): readonly string[] => {
  const actor = names.get(row.actor);
  if (actor === undefined) return [];
  const text = [
    `${number} ${row.does}${row.preempts ? ' (preempts)' : ''}`,
    ...(decisive ? ['decided here'] : []),
    ...Object.entries(row.changes).map(([object, facts]) => changeText({ [object]: facts })),
  ];
  return [
    `  Note over ${actor}: ${text.map(escaped).join('<br/>')}`,
    ...row.events.flatMap((event) =>
      othersIn(event, row.actor).flatMap((other) => {
        const to = names.get(other);
        return to === undefined ? [] : [`  ${actor}->>${to}: ${escaped(event.kind)}`];
      }),
    ),
  ];
};

/** Whoever else an event names: `by` and `task` are the fields of those who act, in every vocabulary. */
const othersIn = (event: Readonly<Record<string, unknown>>, actor: string): readonly string[] =>
  [event['by'], event['task']].flatMap((other) =>
    typeof other === 'string' && other !== actor ? [other] : [],
  );

/** As a character of Mermaid's own where one ends a statement (`;`), begins a code (`#`) or might mean something. */
const escaped = (text: string): string =>
  visible(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\w .,()'=+*/-]/gu, (character) => `#${character.codePointAt(0)};`);
