import { join } from 'node:path';
import { parseCounterexample, type Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import type { CorpusRecord, CorpusResult } from '../properties/corpus-result.ts';
import { caseOfRecord } from './case.ts';
import type { Crew } from './crew.ts';
import { unlessInterrupted } from './interruption.ts';
import { isFolder, jsonFilesIn, readJson } from './files.ts';
import { MACHINES, machineOfSubject } from './machines.ts';
import type { Subject } from './tasks.ts';

/** Where counterexamples are kept if no other folder is named. */
export const CORPUS = 'corpus';

/** A file of a corpus: the record in it, or why it has none. */
export type Entry =
  | { readonly name: string; readonly record: Counterexample }
  | { readonly name: string; readonly error: HeddleError };

export interface Corpus {
  readonly folder: string;
  readonly entries: readonly Entry[];
}

/** Which records of a corpus are replayed, and how far each is searched. */
export interface Replaying {
  /** Only the records of these properties, if any are named. */
  readonly properties?: readonly string[];
  /** Also records that were found under rules of another id. */
  readonly all?: boolean;
  /** The most states of a search of one record's scenario. */
  readonly states: number;
}

/** All JSON files of a folder. @throws HeddleError HD406 where there is no such folder. */
export const readCorpus = (folder: string): Corpus => ({
  folder,
  entries: jsonFilesIn(folder).map((file) => {
    const name = file.replace(/\.json$/, '');
    try {
      return { name, record: parseCounterexample(readJson(join(folder, file))) };
    } catch (error) {
      if (error instanceof HeddleError) return { name, error };
      throw error;
    }
  }),
});

/**
 * The corpus that is named, which must exist; else the usual one, which need not. Where there is a subject, only the
 * records of its machine.
 */
export const corpusOf = (folder: string | undefined, subject?: Subject): Corpus => {
  if (folder === undefined && !isFolder(CORPUS)) return { folder: CORPUS, entries: [] };
  const own = subject && machineOfSubject(subject);
  const isOther = ({ machine }: Counterexample): boolean =>
    own !== undefined && machine !== own && MACHINES.some((id) => id === machine);
  const { entries, ...corpus } = readCorpus(folder ?? CORPUS);
  return {
    ...corpus,
    entries: entries.filter((entry) => 'error' in entry || !isOther(entry.record)),
  };
};

/**
 * Rechecks the records of one set of rules, those of `runtime`'s id; the others are counted. A record that cannot be
 * replayed is told among the others and takes none of them with it.
 *
 * @throws HeddleError HD2xx for what is wrong with the runtime.
 */
export const replayCorpus = async (
  crew: Crew,
  { subject, runtime }: { readonly subject: Subject; readonly runtime: { readonly id: string } },
  { folder, entries }: Corpus,
  { properties = [], all = false, states }: Replaying,
): Promise<CorpusResult> => {
  const asked = entries.filter(
    (entry) =>
      'error' in entry || properties.length === 0 || properties.includes(entry.record.property),
  );
  const own = asked.filter(
    (entry) => all || 'error' in entry || entry.record.runtime.id === runtime.id,
  );
  const replayed = await Promise.all(
    own.map((entry) => unlessInterrupted(replayEntry(crew, subject, entry, states))),
  );
  // Where a signal came, those are left out that were not replayed.
  const records = replayed.filter((each) => each !== undefined);
  return { folder, records, others: asked.length - own.length };
};

const replayEntry = async (
  crew: Crew,
  subject: Subject,
  entry: Entry,
  states: number,
): Promise<CorpusRecord> => {
  if ('error' in entry) return unreadable(entry.name, '', entry.error);
  const { name, record } = entry;
  try {
    const { request } = caseOfRecord(record);
    return await crew.ask('recheck', subject, { name, request, states });
  } catch (error) {
    if (!(error instanceof HeddleError) || !isOfRecord(error)) throw error;
    return unreadable(name, record.property, error);
  }
};

/** Whether an error is about the record: its scenario, its form, or a property that there is not. */
const isOfRecord = ({ code }: HeddleError): boolean => /^HD(1|3|402)/.test(code);

/** A record that could not be replayed, and why. */
export const unreadable = (
  name: string,
  property: string,
  { code, fact, evidence }: HeddleError,
): CorpusRecord => ({
  name,
  property,
  // A scenario that the rules do not describe says nothing about them.
  verdict: ['HD103', 'HD104', 'HD107'].includes(code) ? 'not-judged' : 'unreadable',
  note: `${code} ${fact.replace(/\.$/, '')} (${evidence.join('; ')})`,
});

/** The error for the files that could not be replayed, to be thrown once the verdict is told; null if there are none. */
export const unreadableError = ({
  folder,
  records,
}: Pick<CorpusResult, 'folder' | 'records'>): HeddleError | null => {
  const bad = records.filter(({ verdict }) => verdict === 'unreadable');
  if (bad.length === 0) return null;
  return new HeddleError(
    'HD307',
    bad.length === 1
      ? 'A file of the corpus cannot be replayed.'
      : `${bad.length} files of the corpus cannot be replayed.`,
    bad.map(({ name, note }) => `\`${join(folder, `${name}.json`)}\`: ${note}`),
    'A corpus holds records alone. Take the file out, or put back what was committed.',
  );
};
