import { visible } from '../../model/visible.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { gapsOf, verdictRows } from '../text/summary.ts';
import { againText, findingsOf } from './findings.ts';
import type { Pointers } from './pointers.ts';

/**
 * A check as workflow commands of GitHub: an `::error` for each property that broke and for each file of the corpus
 * that cannot be replayed, a `::warning` for whatever was left open. One line each, at the runtime's file.
 *
 * Escapes as the runner's own toolkit does: https://github.com/actions/toolkit, packages/core/src/command.ts.
 */
export const annotations = (result: CheckResult, pointers: Pointers): readonly string[] => {
  const { runtime, properties, corpus, verdict } = result;
  const { file } = pointers;
  const texts = new Map(verdictRows(result).map(([, id, text]) => [id, text]));
  const title = (what: string): string => `heddle: ${what} (${runtime.id})`;
  const records = corpus?.records ?? [];
  return [
    ...findingsOf(result).map((finding) => {
      const { property, record } = finding;
      const lines = [
        record?.explanation.sentence ?? texts.get(property) ?? '',
        ...againText(finding),
        // The last one needs no file of the runner's.
        ...(record === undefined ? [] : pointers.commands(record).slice(-1)),
      ];
      return command('error', file, title(`${property} violated`), lines);
    }),
    ...records.flatMap(({ name, verdict, note }) =>
      verdict === 'unreadable'
        ? [command('error', null, title(`${name} cannot be replayed`), [note])]
        : [],
    ),
    ...records.flatMap(({ name, verdict, note }) =>
      verdict === 'inconclusive'
        ? [command('warning', file, title(`${name} inconclusive`), [note])]
        : [],
    ),
    ...properties.flatMap(({ id, verdict }) =>
      verdict === 'inconclusive'
        ? [command('warning', file, title(`${id} inconclusive`), [texts.get(id) ?? ''])]
        : [],
    ),
    ...(verdict === 'inconclusive' ? neverSeen(result) : []).map((line) =>
      command('warning', file, title('never seen'), [line]),
    ),
  ];
};

/** One line for all that was not seen: GitHub shows ten warnings of a step. */
const neverSeen = (result: CheckResult): readonly string[] => {
  const gaps = gapsOf(result).map(({ id, says }) => `${id} (${says})`);
  return gaps.length === 0 ? [] : [`This run says nothing about it: ${gaps.join('; ')}`];
};

const command = (
  kind: 'error' | 'warning',
  file: string | null,
  title: string,
  lines: readonly string[],
): string => {
  const place = file === null ? '' : `file=${inProperty(file)},`;
  return `::${kind} ${place}title=${inProperty(title)}::${inMessage(lines.map(visible).join('\n'))}`;
};

const inMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const inProperty = (text: string): string =>
  inMessage(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
