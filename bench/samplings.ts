import { grouped } from '../reports/text/layout.ts';
import { sample, samplers } from './heddle.ts';
import { sizeName } from './instance.ts';
import { DEEP, HUNTS, LARGE, LONGEST_HUNT, RATED_RUNS, SHALLOW, TIMES } from './measures.ts';
import { measured, type Row, type Side } from './row.ts';
import { schedulerRuns } from './scheduler-peer.ts';
import { median, timed } from './statistics.ts';

type Sampler = keyof typeof samplers;

/** So many runs in the seconds that they take. */
const rate = async (runs: number, work: (runs: number) => unknown): Promise<number> =>
  runs / (await timed(() => work(runs))).seconds;

/** Complete schedules a second of the large instance, closed: Heddle's samplers and fast-check's, in turn. */
export const rateRows = async (): Promise<readonly Row[]> => {
  const rates: Record<Sampler | 'peer', number[]> = { uniform: [], default: [], peer: [] };
  for (let i = 0; i < TIMES; i += 1) {
    for (const id of ['uniform', 'default'] as const) {
      const runs = (most: number): unknown => sample(LARGE, 'reference', id, `rate/${i}`, most);
      rates[id].push(await rate(RATED_RUNS.heddle, runs));
    }
    const runs = (most: number): unknown => schedulerRuns(LARGE, 'reference', i, most);
    rates.peer.push(await rate(RATED_RUNS.peer, runs));
  }
  const side = (id: Sampler | 'peer'): Side =>
    measured(
      median(rates[id]),
      `${id === 'peer' ? 'fc.scheduler(): ' : ''}${grouped(Math.round(median(rates[id])))} a second`,
    );
  return (['uniform', 'default'] as const).map((id) => ({
    id: `rate-${id}`,
    measure: `${sizeName(LARGE)}, schedules by ${samplers[id].id} (${id})`,
    mark: { kind: 'more', value: id === 'uniform' ? 25 : 12 },
    unit: '',
    heddle: side(id),
    peer: side('peer'),
  }));
};

interface Hunt {
  readonly runs: number;
  readonly found: boolean;
}

/** The median of hunts; those that ended without the bug took longer than any that found it. */
const sideOf = (hunts: readonly Hunt[], who: string): Side => {
  const runs = median(hunts.map((hunt) => (hunt.found ? hunt.runs : Number.POSITIVE_INFINITY)));
  return Number.isFinite(runs)
    ? measured(runs, `${who}${grouped(runs)} runs`)
    : measured(LONGEST_HUNT, `${who}over ${grouped(LONGEST_HUNT)} runs`);
};

const hunts = async (who: string, hunt: (seed: number) => Hunt | Promise<Hunt>): Promise<Side> => {
  const all: Hunt[] = [];
  for (let seed = 1; seed <= HUNTS; seed += 1) all.push(await hunt(seed));
  return sideOf(all, who);
};

/** Runs until a bug is found: the deep one by default and by the uniform walk, a shallow one beside fast-check. */
export const huntRows = async (): Promise<readonly Row[]> => {
  const by = ({ size, variant }: typeof DEEP, sampler: Sampler, who = ''): Promise<Side> =>
    hunts(who, (seed) => sample(size, variant, sampler, `hunt/${seed}`, LONGEST_HUNT));
  return [
    {
      id: 'deep',
      measure: `${sizeName(DEEP.size)}, runs to a bug of 2 preemptions, by default`,
      mark: { kind: 'faster', value: 20 },
      unit: '',
      heddle: await by(DEEP, 'default'),
      peer: await by(DEEP, 'uniform', 'uniform walk: '),
    },
    {
      id: 'shallow',
      measure: `${sizeName(SHALLOW.size)}, runs to a bug of 1 preemption, by default`,
      mark: { kind: 'none', compares: 'faster' },
      unit: '',
      heddle: await by(SHALLOW, 'default'),
      peer: await hunts('fc.scheduler(): ', (seed) =>
        schedulerRuns(SHALLOW.size, SHALLOW.variant, seed, LONGEST_HUNT),
      ),
    },
  ];
};
