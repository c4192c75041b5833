import { checkScenario } from '../../model/canonical/check.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import type { Pass } from '../pass.ts';
import { prune } from './prune.ts';

/**
 * A pass over scenarios alone, whose candidates lose what names nothing any more. The schedule stays: names that are no
 * longer enabled are skipped.
 */
export const scenarioPass = (
  id: string,
  says: string,
  smaller: (scenario: Scenario) => Iterable<Scenario>,
): Pass<Scenario> => ({
  id,
  says,
  *propose({ scenario, schedule }) {
    for (const candidate of smaller(scenario)) {
      const pruned = prune(candidate);
      if (checkScenario(pruned) === undefined) yield { scenario: pruned, schedule };
    }
  },
});

/** All lists that come of leaving one item out. */
export function* withoutOne<T>(list: readonly T[] = []): Iterable<readonly T[]> {
  for (const i of list.keys()) yield list.toSpliced(i, 1);
}

/** All lists that come of editing one item. */
export function* editingOne<T>(
  list: readonly T[] = [],
  edit: (item: T) => Iterable<T>,
): Iterable<readonly T[]> {
  for (const [i, item] of list.entries()) {
    for (const edited of edit(item)) yield list.toSpliced(i, 1, edited);
  }
}

/** All objects that come of leaving out one of these fields. */
export function* withoutField<T extends object>(item: T, fields: readonly string[]): Iterable<T> {
  for (const field of fields) {
    if (!(field in item)) continue;
    yield Object.fromEntries(Object.entries(item).filter(([name]) => name !== field)) as T;
  }
}
