import type { Counterexample } from '../../model/counterexample.ts';
import type { CheckResult } from '../../properties/check-result.ts';

/** A property that broke: once, however often it did. */
export interface Finding {
  readonly property: string;
  /** The smallest failure of the search; else the first of the corpus. */
  readonly record: Counterexample | undefined;
  /** The records of the corpus that break again. */
  readonly again: readonly string[];
}

/** What broke, in the search or in the replay of the corpus: properties in their order. */
export const findingsOf = ({ properties, corpus }: CheckResult): readonly Finding[] => {
  const broken = (corpus?.records ?? []).filter(({ verdict }) => verdict === 'violated');
  const searched = properties.filter(({ verdict }) => verdict === 'violated');
  const ids = new Set([...searched.map(({ id }) => id), ...broken.map((one) => one.property)]);
  return [...ids].map((property) => {
    const again = broken.filter((one) => one.property === property);
    const found = searched.find(({ id }) => id === property);
    return {
      property,
      record: found?.counterexample ?? again[0]?.counterexample,
      again: again.map(({ name }) => name),
    };
  });
};

/** The line on the corpus under a finding; none where the corpus has no part in it. */
export const againText = ({ again }: Finding): readonly string[] =>
  again.length === 0 ? [] : [`Broken again, from the corpus: ${again.join(', ')}`];
