import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { grouped } from '../reports/text/layout.ts';
import type { Scenario } from '../model/canonical/scenario.ts';
import {
  coversOutcomes,
  everySchedule,
  smallWorlds,
  specified,
  worldsOfShape,
} from './heddle-canonical.ts';
import { SCHEDULES_MOST, SHAPED, SMALL_WORLDS, TIMES } from './measures.ts';
import { measured, missing, NO_PEER, type Row, type Side } from './row.ts';
import { startSpecification, type Specification } from './specification-peer.ts';
import { median, sideBySide, timed } from './statistics.ts';

/** All measures of the Canonical ABI machine. */
export const canonicalRows = async (): Promise<readonly Row[]> => [
  ...(await outcomeRows()),
  randomRow(),
  await specificationRow(),
];

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const aSecond = (rate: number): string => `${grouped(Math.round(rate))} a second`;

/** All outcomes of worlds of one shape: in the middle, and at the worst. */
const outcomeRows = async (): Promise<readonly Row[]> => {
  const times: number[] = [];
  for (const world of worldsOfShape(SHAPED)) {
    const each: number[] = [];
    for (let i = 0; i < TIMES; i += 1) {
      const { seconds, value } = await timed(() => coversOutcomes(world));
      each.push(value ? seconds * 1000 : Number.POSITIVE_INFINITY);
    }
    times.push(median(each));
  }
  const row = (id: string, says: string, value: number, most: number): Row => ({
    id,
    measure: `outcomes of 2 instances, 3 tasks, 1 set, 8 operations: ${says} of ${SHAPED}`,
    mark: { kind: 'at most', value: most },
    unit: ' ms',
    heddle: measured(value, milliseconds(value)),
    peer: NO_PEER,
  });
  return [
    row('outcomes-median', 'median', median(times), 50),
    row('outcomes-worst', 'slowest', Math.max(...times), 1000),
  ];
};

/** The young generation that the workers of a check have (`cli/crew.ts`). */
const YOUNG = '--max-semi-space-size=32';

/** Random runs of the machine in a second of one core's time, in worlds as a check draws them. */
const randomRow = (): Row => {
  const script = join(import.meta.dirname, 'random-runs.js');
  const rates = Array.from({ length: TIMES }, () =>
    Number(execFileSync(process.execPath, [YOUNG, script], { encoding: 'utf8' })),
  );
  const rate = median(rates);
  return {
    id: 'random-runs',
    measure: 'canonical-abi, random runs of drawn worlds, one core',
    mark: { kind: 'at least', value: 100_000 },
    unit: ' a second',
    heddle: measured(rate, aSecond(rate)),
    peer: NO_PEER,
  };
};

/** All schedules of small worlds, each run from the start: by the machine and by the executable specification. */
const specificationRow = async (): Promise<Row> => {
  const drawn = smallWorlds(SMALL_WORLDS);
  const peer = await startSpecification(drawn[0]!, SCHEDULES_MOST);
  const sides =
    typeof peer === 'string'
      ? { heddle: await aloneSide(drawn), peer: missing(peer) }
      : await bothSides(drawn, peer);
  return {
    id: 'specification',
    measure: 'canonical-abi, runs: every schedule of small worlds',
    mark: { kind: 'more', value: 10 },
    unit: '',
    ...sides,
  };
};

const sideOf = (rates: readonly number[], who = ''): Side =>
  measured(median(rates), `${who}${aSecond(median(rates))}`);

/** Runs a second of all schedules of machines, which are made beforehand. */
const rateOf = async (
  machines: ReturnType<typeof specified>,
): Promise<{ readonly runs: number; readonly rate: number }> => {
  const { seconds, value: runs } = await timed(() =>
    machines.reduce((sum, machine) => sum + (everySchedule(machine, SCHEDULES_MOST) ?? 0), 0),
  );
  return { runs, rate: runs / seconds };
};

const aloneSide = async (worlds: readonly Scenario[]): Promise<Side> => {
  const machines = specified(worlds);
  const rates: number[] = [];
  for (let i = 0; i < TIMES; i += 1) rates.push((await rateOf(machines)).rate);
  return sideOf(rates);
};

const bothSides = async (
  drawn: readonly Scenario[],
  peer: Specification,
): Promise<{ readonly heddle: Side; readonly peer: Side }> => {
  const worlds: Scenario[] = [];
  for (const world of drawn) {
    if ((await peer.everySchedule(world)) !== undefined) worlds.push(world);
  }
  const machines = specified(worlds);
  const theirs = async (): Promise<{ runs: number; rate: number }> => {
    const { seconds, value: runs } = await timed(async () => {
      let sum = 0;
      for (const world of worlds) sum += (await peer.everySchedule(world)) ?? 0;
      return sum;
    });
    return { runs, rate: runs / seconds };
  };
  const { a, b } = await sideBySide(TIMES, () => rateOf(machines), theirs);
  peer.end();
  if (a[0]!.runs !== b[0]!.runs) {
    throw new Error(`${a[0]!.runs} schedules here, ${b[0]!.runs} by the specification`);
  }
  return {
    heddle: sideOf(a.map(({ rate }) => rate)),
    peer: sideOf(
      b.map(({ rate }) => rate),
      'definitions.py: ',
    ),
  };
};
