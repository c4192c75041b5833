import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { STATES_OF_MINIMUM } from '../api/minimum.ts';
import type { PlantedBug } from '../model/runtimes/planted-bug.ts';
import { plantedBugs } from '../model/runtimes/planted/index.ts';
import { HeddleError } from '../model/errors.ts';
import type { Minima, Minimum } from '../properties/minimum.ts';
import { minimumText } from '../reports/text/minimum.ts';
import type { Crew } from './crew.ts';
import { readJson, writeWhole } from './files.ts';
import { interruptedJson, unlessInterrupted } from './interruption.ts';
import { print, printInterrupted, printJson } from './output.ts';
import type { Progress } from './progress.ts';

/** The minima that were proved last, from the compiled `cli/`. */
const KEPT = fileURLToPath(new URL('../../docs/minimum.json', import.meta.url));

interface Options {
  readonly bugs: readonly PlantedBug[];
  readonly states: number | undefined;
  /** The file of minima that gets those of the bugs. */
  readonly into: string | undefined;
  readonly json: boolean;
}

/** Proves the smallest counterexample of each bug; a bug is the work of one worker. Takes an hour for all. */
export const measureMinima = async (
  crew: Crew,
  { bugs, states = STATES_OF_MINIMUM, into, json }: Options,
  progress: Progress,
): Promise<void> => {
  const before = into === undefined ? [] : minimaIn(into).bugs;
  let done = 0;
  const found = await Promise.all(
    bugs.map(async ({ id, property }) => {
      const options = { bug: id, property, seed: '1', states };
      const minimum = await unlessInterrupted(crew.ask('minimum', { builtIn: id }, { options }));
      if (minimum === undefined) return null;
      done += 1;
      progress.tell(`${done} of ${bugs.length} bugs`);
      return minimum;
    }),
  );
  const minima = found.filter((each) => each !== null);
  progress.clear();
  if (into !== undefined) writeWhole(into, minimaJson(merged(before, minima)));
  if (json) printJson({ format: 1, bugs: minima, ...interruptedJson() } satisfies Minima);
  else {
    print(minimumText(minima));
    printInterrupted(`${done} of ${bugs.length} bugs`);
  }
};

/** The minima that Heddle comes with. */
export const keptMinima = (): readonly Minimum[] => minimaIn(KEPT).bugs;

/** As far as new minima are put among old ones. */
const schema = z.looseObject({
  format: z.literal(1),
  bugs: z.array(z.looseObject({ bug: z.string(), size: z.array(z.number()) })),
});

const minimaIn = (path: string): Minima => {
  const value = readJson(path);
  if (schema.safeParse(value).success) return value as Minima;
  throw new HeddleError(
    'HD442',
    `\`${path}\` holds no minima.`,
    ['it has not got the form `{ "format": 1, "bugs": […] }`'],
    'Begin with a file of `{ "format": 1, "bugs": [] }`.',
  );
};

/** New minima in the place of old ones of the same bugs, in the order of the bugs. */
const merged = (before: readonly Minimum[], now: readonly Minimum[]): readonly Minimum[] =>
  plantedBugs.flatMap(({ id }) => {
    const found = now.find(({ bug }) => bug === id) ?? before.find(({ bug }) => bug === id);
    return found === undefined ? [] : [found];
  });

/** A line for each bug, so that a change can be seen. */
const minimaJson = (bugs: readonly Minimum[]): string =>
  `{"format":1,"bugs":[\n${bugs.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`;
