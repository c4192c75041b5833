import type { Counterexample } from '../../model/counterexample.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { canonical } from '../../model/json.ts';
import { visible } from '../../model/visible.ts';
import { provedText } from '../text/bounds.ts';
import { decidedText, mattersText } from '../text/counterexample.ts';
import { gapsOf, tracesText, verdictRows } from '../text/summary.ts';
import { againText, findingsOf, type Finding } from './findings.ts';
import type { Pointers } from './pointers.ts';
import { sequenceDiagram } from './sequence-diagram.ts';

/** More diagrams than this are not drawn: GitHub takes 1 MiB for a step, and nobody looks at more. */
const DIAGRAMS_MAX = 3;

/** A check as a page of Markdown: the verdicts, and the story of each property that broke. */
export const stepSummary = (result: CheckResult, pointers: Pointers): string => {
  const { runtime, seed, verdict, proved } = result;
  const gaps = gapsOf(result);
  return [
    `## Heddle: ${code(runtime.id)} ${verdict}`,
    '',
    row('verdict', 'property', 'rests on'),
    row('---', '---', '---'),
    ...verdictRows(result).map(([word, id, text]) =>
      row(word === 'FAIL' ? '**FAIL**' : word, code(id), prose(text)),
    ),
    '',
    `Seed ${code(seed)}, rules ${code(runtime.digest)}.`,
    ...tracesText(result.explored).map((line) => `Sampling ${prose(line)}.`),
    ...(proved === undefined ? [] : ['', `${sentence(prose(provedText(proved)))}.`]),
    ...(gaps.length === 0 || verdict !== 'inconclusive'
      ? []
      : ['', `Never seen: ${gaps.map(({ id }) => code(id)).join(', ')}.`]),
    ...stories(findingsOf(result), pointers),
    '',
  ].join('\n');
};

const stories = (findings: readonly Finding[], pointers: Pointers): readonly string[] => {
  const drawn = new Map<string, string>();
  return findings.flatMap((finding) => {
    const { property, record } = finding;
    if (record === undefined) return [];
    const story = canonical([record.scenario, record.schedule]);
    const before = drawn.get(story);
    const room = drawn.size < DIAGRAMS_MAX;
    if (before === undefined && room) drawn.set(story, property);
    const picture =
      before !== undefined
        ? [`The smallest run is that of ${code(before)}, above.`]
        : room
          ? ['```mermaid', sequenceDiagram(record), '```']
          : ['The report in the log shows its steps.'];
    return [
      '',
      `### ${code(property)}`,
      '',
      prose(record.explanation.sentence),
      '',
      ...picture,
      '',
      ...explanationLines(record),
      ...againText(finding).map((line) => `- ${prose(line)}`),
      '',
      '```sh',
      ...pointers.commands(record),
      '```',
    ];
  });
};

const explanationLines = (record: Counterexample): readonly string[] => {
  const { expected, got, rule, matters, diagnosis } = record.explanation;
  return [
    ['Expected', expected],
    ['Got', got],
    ['Rule', rule],
    ['Decided', decidedText(record)],
    ...(matters === undefined ? [] : [['Matters', mattersText(matters)]]),
    ...(diagnosis === null
      ? []
      : [['Diagnosis', `at step ${diagnosis.step}: ${diagnosis.sentence}`]]),
  ].map(([label, text]) => `- **${label}** ${prose(text!)}`);
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const code = (text: string): string => `\`${visible(text).replaceAll(/[`\s]+/g, ' ')}\``;

/** Text that Markdown takes for text, code in backticks aside. */
const prose = (text: string): string =>
  visible(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/`[^`]*`|[<>&|*[\]\\]/g, (found) => (found.length > 1 ? found : ENTITIES[found]!));

const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '|': '&#124;',
  '*': '\\*',
  '[': '\\[',
  ']': '\\]',
  '\\': '\\\\',
};
