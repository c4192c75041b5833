import type { Counterexample } from '../../model/counterexample.ts';
import { interleaving } from './interleaving.ts';
import { grouped, labelled, plural, spread, WIDTH, wrap } from './layout.ts';

/** How to replay a record: each a command that works when pasted. */
export interface ReplayLines {
  readonly commands: readonly string[];
}

const INDENT = 6;
const COLUMN = 13;
/** A space at which no line is broken. */
const NO_BREAK = '\u00a0';

/** One counterexample as text: verdict, the smallest story, why it is wrong, how to replay it. */
export const counterexampleText = (
  record: Counterexample,
  { commands }: ReplayLines = { commands: [] },
): string => {
  const { property, runtime, provenance, explanation } = record;
  const origin = provenance === null ? '' : originText(provenance);
  const line = (label: string, text: string): readonly string[] => labelled(label, text, 2, COLUMN);
  return [
    ...spread(`FAIL  ${property}`, `${runtime.id}${origin}`),
    ...wrap(explanation.sentence, WIDTH - INDENT).map((text) => ' '.repeat(INDENT) + text),
    '',
    ...wrap(sizeText(record), WIDTH - INDENT).map((text) => ' '.repeat(INDENT) + text),
    '',
    ...interleaving(record),
    '',
    ...line('Expected', explanation.expected),
    ...line('Got', explanation.got),
    ...line('Rule', explanation.rule),
    ...line('Decided', decidedText(record)),
    ...(explanation.matters === undefined
      ? []
      : line('Matters', mattersText(explanation.matters, NO_BREAK)).map((text) =>
          text.replaceAll(NO_BREAK, ' '),
        )),
    ...(explanation.known ?? []).flatMap(({ id, says }) =>
      line('Known', `${says}: without that (${id}), nothing breaks`),
    ),
    ...(explanation.diagnosis === null
      ? []
      : line(
          'Diagnosis',
          `at step ${explanation.diagnosis.step}: ${explanation.diagnosis.sentence}`,
        )),
    ...(commands.length === 0 ? [] : ['']),
    ...commands.map((command, i) => `  ${(i === 0 ? 'Replay' : '').padEnd(COLUMN - 2)}${command}`),
  ].join('\n');
};

/** Where it was found. What covers draws nothing, so it has no seed; it counts states, executions or instances. */
const originText = ({ seed, run, strategy }: NonNullable<Counterexample['provenance']>): string => {
  const unit = COUNTED[strategy];
  return unit === undefined ? `  seed ${seed}  run ${grouped(run)}` : `  ${unit} ${grouped(run)}`;
};

/** What a strategy counts that does not draw. */
export const COUNTED: Readonly<Record<string, string>> = {
  exhaustive: 'state',
  stateless: 'execution',
  proof: 'instance',
};

const sizeText = ({ trace, lanes, preemptions, provenance }: Counterexample): string => {
  const now = [
    plural(trace.length, 'step'),
    plural(lanes.length, 'actor'),
    plural(preemptions, 'preemption'),
  ].join(', ');
  if (provenance === null) return now;
  const { found, candidates } = provenance;
  return `${now}   (found at ${plural(found.steps, 'step')}, ${plural(found.actors, 'actor')}; ${plural(candidates, 'candidate')} tried)`;
};

/** From which step on it could not be helped. */
export const decidedText = ({ explanation: { decided } }: Counterexample): string => {
  if ('omitted' in decided) return `not found out: ${decided.omitted}`;
  const { step, before, after } = decided;
  if (step === 0) return `from the start: ${every(after)} of this scenario fails`;
  return `at step ${step}: before it ${part(before)} continuations fail, after it ${part(after)}`;
};

/** Which orders of steps make the bug. `space` stands between the words of one order. */
export const mattersText = (
  matters: NonNullable<Counterexample['explanation']['matters']>,
  space = ' ',
): string => {
  if ('omitted' in matters) return `not found out: ${matters.omitted}`;
  const { orders, checked } = matters;
  const sampled = checked === 'sampled';
  if (orders.length === 0) {
    return `no race: every order of these steps${sampled ? ' that was tried' : ''} breaks it`;
  }
  const told = orders.map(({ before, after }) =>
    `${before.actor} ${before.told} < ${after.actor} ${after.told}`.replaceAll(' ', space),
  );
  return `${told.join(', ')}${sampled ? '   (sampled: not every order was tried)' : ''}`;
};

type Counts = { readonly failing: string; readonly all: string };

const part = ({ failing, all }: Counts): string => `${grouped(failing)} of ${grouped(all)}`;

const every = ({ all }: Counts): string =>
  all === '1' ? 'the one interleaving' : `every interleaving (${grouped(all)})`;
