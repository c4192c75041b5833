import { command, type Command } from '../command.ts';
import { join } from 'node:path';
import { HeddleError } from '../../model/errors.ts';
import { corpusListText } from '../../reports/text/corpus.ts';
import { corpusOf, unreadableError, unreadable } from '../corpus.ts';
import { print, printJson } from '../output.ts';

const args = {
  corpus: { type: 'string', valueHint: 'folder', description: 'what is kept (default: corpus)' },
  json: { type: 'boolean', description: 'print the list as JSON' },
} as const;

/** `heddle corpus list`: what is kept, a row a record. */
export const listCommand: Command = command('corpus list', 'List what is kept.', args, (given) => {
  const { folder, entries } = corpusOf(given.corpus);
  const records = entries.flatMap((entry) => ('record' in entry ? [entry] : []));
  if (given.json === true) {
    const list = records.map(({ name, record }) => ({
      file: join(folder, `${name}.json`),
      property: record.property,
      runtime: record.runtime,
      size: record.size,
      says: record.explanation.sentence,
    }));
    printJson({ format: 1, records: list });
  } else print(corpusListText(folder, records));
  const bad = entries.flatMap((entry) =>
    'error' in entry ? [unreadable(entry.name, '', entry.error)] : [],
  );
  const trouble: HeddleError | null = unreadableError({ folder, records: bad });
  if (trouble !== null) throw trouble;
});
