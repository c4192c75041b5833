import XMLBuilder from 'fast-xml-builder';
import type { CheckResult, PropertyResult } from '../../properties/check-result.ts';
import type { CorpusRecord } from '../../properties/corpus-result.ts';
import type { Counterexample } from '../../model/counterexample.ts';
import { visible, visibleLines } from '../../model/visible.ts';
import { counterexampleText } from '../text/counterexample.ts';
import { gapsOf, verdictRows } from '../text/summary.ts';
import type { Pointers } from './pointers.ts';

/** A test case: passed, unless it has one of the other elements. */
interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly failure?: {
    readonly '@message': string;
    readonly '@type': string;
    readonly '#': string;
  };
  readonly error?: { readonly '@message': string; readonly '@type': string };
  readonly skipped?: { readonly '@message': string };
}

const builder = new XMLBuilder({
  attributeNamePrefix: '@',
  textNodeName: '#',
  ignoreAttributes: false,
  format: true,
  suppressEmptyNode: true,
});

/**
 * A check as JUnit XML: a case for each invariant; where there are such, a suite for the records of the corpus and
 * one for what was never seen. No times: the same check gives the same bytes.
 */
export const junitXml = (result: CheckResult, pointers: Pointers): string => {
  const { runtime, properties, corpus, verdict } = result;
  const texts = new Map(verdictRows(result).map(([, id, text]) => [id, text]));
  const gaps = verdict === 'inconclusive' ? gapsOf(result) : [];
  const named = (name: string): Pick<Case, '@name' | '@classname'> => ({
    '@name': plain(name),
    '@classname': plain(runtime.id),
  });
  const suites = [
    suite(
      runtime.id,
      properties.map((property) => ({
        ...named(property.id),
        ...outcomeOf(property, texts.get(property.id) ?? '', pointers),
      })),
    ),
    suite(
      `${runtime.id} corpus`,
      (corpus?.records ?? []).map((record) => ({
        ...named(record.name),
        ...outcomeOf(record, record.note, pointers),
      })),
    ),
    suite(
      `${runtime.id} must be seen`,
      gaps.map(({ id, says }) => ({
        ...named(id),
        skipped: { '@message': plain(`never seen: ${says}`) },
      })),
    ),
  ];
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'heddle',
      testsuite: suites.filter(({ testcase }, i) => i === 0 || testcase.length > 0),
    },
  });
};

const suite = (name: string, cases: readonly Case[]) => {
  const count = (key: 'failure' | 'error' | 'skipped'): number =>
    cases.filter((one) => one[key] !== undefined).length;
  return {
    '@name': plain(name),
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    testcase: cases,
  };
};

type Outcome = Pick<Case, 'failure' | 'error' | 'skipped'>;

const outcomeOf = (
  { verdict, counterexample }: PropertyResult | CorpusRecord,
  why: string,
  pointers: Pointers,
): Outcome => {
  switch (verdict) {
    case 'held':
      return {};
    case 'violated':
      return counterexample === undefined
        ? { failure: { '@message': plain(why), '@type': verdict, '#': '' } }
        : failure(counterexample, pointers);
    case 'inconclusive':
    case 'not-judged':
      return { skipped: { '@message': plain(why === '' ? verdict : `${verdict}: ${why}`) } };
    case 'unreadable':
      return { error: { '@message': plain(why), '@type': verdict } };
    default:
      return verdict satisfies never;
  }
};

const failure = (record: Counterexample, { commands }: Pointers): Outcome => ({
  failure: {
    '@message': plain(record.explanation.sentence),
    '@type': 'violated',
    '#': visibleLines(`\n${counterexampleText(record, { commands: commands(record) })}\n`),
  },
});

/** An attribute is one line: readers turn its line breaks into spaces. XML has no way to say most control characters. */
const plain = (text: string): string => visible(text).replaceAll(/ +/g, ' ');
