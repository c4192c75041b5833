import { command, type Command } from '../command.ts';
import { defaultStrategy, strategies } from '../../explorers/strategies.ts';
import { INSTRUCTIONS } from '../../model/context/protocol.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { references } from '../../model/runtimes/index.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { labelled } from '../../reports/text/layout.ts';
import { print, printJson } from '../output.ts';

const args = { json: { type: 'boolean', description: 'print the lists as JSON' } } as const;

interface Entry {
  readonly id: string;
  readonly says: string;
}

/** `heddle list`: everything that has a name. */
export const listCommand: Command = command(
  'list',
  'List properties, runtimes, planted bugs, strategies, instructions, profiles.',
  args,
  (given) => {
    const lists = {
      ...judgedOf(contextSuite.properties),
      runtimes: references.map(({ id, says = '' }) => ({ id, says })),
      planted: plantedOf(plantedBugs),
      strategies: [
        {
          id: 'auto',
          says: `exhaustive for one scenario whose states fit, else ${defaultStrategy.id}`,
        },
        { id: 'exhaustive', says: 'every interleaving of one scenario, breadth first' },
        {
          id: 'stateless',
          says: 'the same by one execution of each trace, without storing states',
        },
        ...entries(strategies),
      ],
      instructions: Object.entries(INSTRUCTIONS).map(([id, { says }]) => ({ id, says })),
    };
    const canonical = {
      ...judgedOf(canonicalSuite.properties),
      profiles: entries(Object.values(PROFILES)),
      planted: plantedOf(canonicalPlantedBugs),
    };
    if (given.json === true) printJson({ format: 1, ...lists, 'canonical-abi': canonical });
    else {
      const more = Object.entries(canonical).map(
        ([title, list]) => [`canonical-abi ${title}`, list] as const,
      );
      print(
        [...Object.entries(lists), ...more]
          .filter(([, list]) => list.length > 0)
          .map(([title, list]) => section(title, list))
          .join('\n\n'),
      );
    }
  },
);

/** Each with the property that must catch it. */
const plantedOf = (bugs: readonly (Entry & { readonly property: string })[]): readonly Entry[] =>
  bugs.map(({ id, says, property }) => ({ id, says: `${says} [${property}]` }));

/** What is judged of a machine, and what must be seen. */
const judgedOf = (
  properties: readonly (Entry & { readonly kind: string })[],
): Readonly<Record<'properties' | 'sometimes', readonly Entry[]>> => ({
  properties: entries(properties.filter(({ kind }) => kind !== 'sometimes')),
  sometimes: entries(properties.filter(({ kind }) => kind === 'sometimes')),
});

const entries = (list: readonly Entry[]): readonly Entry[] =>
  list.map(({ id, says }) => ({ id, says }));

const section = (title: string, list: readonly Entry[]): string =>
  [title, ...list.flatMap(({ id, says }) => labelled(id, says, 2, 38))].join('\n');
