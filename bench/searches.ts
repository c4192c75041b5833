import { grouped } from '../reports/text/layout.ts';
import { plainSearch } from './plain-search.ts';
import type { Counts } from './count.ts';
import { prove, search, stateless, twoWorkers, type Search, type SearchMode } from './heddle.ts';
import { BEYOND, LARGE, SMALL, TIMES } from './measures.ts';
import { measured, missing, NO_PEER, NOT_YET, type Row, type Side } from './row.ts';
import { compilePan, whyNoSpin, type SpinSearch } from './spin-run.ts';
import { median, sideBySide, timed } from './statistics.ts';
import { sizeName } from './instance.ts';

const ORDERS = ['depth first', 'breadth first'] as const;

const seconds = (value: number): string => `${value.toPrecision(3)} s`;

/** What a search took, the wall time beside it. */
const sideOf = (
  runs: readonly { readonly seconds: number; readonly wall: number; readonly states: number }[],
  who: string,
): Side => {
  const took = median(runs.map((run) => run.seconds));
  const wall = median(runs.map((run) => run.wall));
  return measured(
    took,
    `${who}${seconds(took)} (wall ${seconds(wall)}), ${grouped(runs[0]!.states)} states`,
  );
};

interface Contest {
  readonly spin: Side;
  readonly heddle: Readonly<Record<string, Side>>;
}

/**
 * What Heddle's search came to.
 *
 * @throws Error if that is not what it must come to: the verdict and, unreduced, the states and transitions of Spin.
 */
const proved = (
  ours: Search,
  theirs: Counts | undefined,
  writing: SpinSearch['writing'],
): Search => {
  if (!ours.held) throw new Error('the reference runtime was not proved');
  const differs = ours.states !== theirs?.states || ours.transitions !== theirs.transitions;
  if (writing === 'exact' && theirs !== undefined && differs) {
    throw new Error(
      `Heddle counts ${ours.states} states and ${ours.transitions} transitions, Spin ${theirs.states} and ${theirs.transitions}`,
    );
  }
  return ours;
};

/** Spin's better order, by one run each; then that one and each of our modes in turn. */
const contest = (writing: SpinSearch['writing'], modes: readonly SearchMode[]): Contest => {
  const reason = whyNoSpin();
  const pans =
    reason === undefined
      ? ORDERS.map((order) => {
          const pan = compilePan(LARGE, 'reference', { order, writing });
          return { order, pan, runs: [pan.run()] };
        })
      : [];
  const best = pans.toSorted((a, b) => a.runs[0]!.seconds - b.runs[0]!.seconds)[0];
  const ours = modes.map((mode) => ({ mode, runs: [] as Search[] }));
  for (let i = 0; i < TIMES; i += 1) {
    if (i > 0) best?.runs.push(best.pan.run());
    for (const { mode, runs } of ours) {
      if (prove !== undefined) runs.push(proved(prove(LARGE, mode), best?.runs[0], writing));
    }
  }
  for (const { pan } of pans) pan.clear();
  return {
    spin: best === undefined ? missing(reason ?? '') : sideOf(best.runs, `Spin, ${best.order}: `),
    heddle: Object.fromEntries(
      ours.map(({ mode, runs }) => [mode, runs.length === 0 ? NOT_YET : sideOf(runs, '')]),
    ),
  };
};

const faster = (value: number): Row['mark'] => ({ kind: 'faster', value });

/** The rows in which the large instance is searched. */
export const proofRows = (): readonly Row[] => {
  const whole = contest('exact', ['direct', 'hash']);
  const reduced = contest('reducible', ['reduced']);
  const name = sizeName(LARGE);
  return [
    {
      id: 'unreduced-direct',
      measure: `${name} unreduced, direct addressing`,
      mark: faster(10),
      unit: ' s',
      heddle: whole.heddle['direct']!,
      peer: whole.spin,
    },
    {
      id: 'unreduced-hash',
      measure: `${name} unreduced, hash table`,
      mark: faster(3),
      unit: ' s',
      heddle: whole.heddle['hash']!,
      peer: whole.spin,
    },
    {
      id: 'reduced',
      measure: `${name} reduced, to the verdict`,
      mark: faster(50),
      unit: ' s',
      heddle: reduced.heddle['reduced']!,
      peer: reduced.spin,
    },
  ];
};

const own = (
  id: string,
  measure: string,
  mark: Row['mark'],
  unit: string,
  heddle: Side | undefined,
  peer = NO_PEER,
): Row => ({ id, measure, mark, unit, heddle: heddle ?? NOT_YET, peer });

/** The rows that ask something of Heddle alone. */
export const ownRows = async (): Promise<readonly Row[]> => {
  const beyond = prove?.(BEYOND, 'reduced');
  const bytes = prove?.(LARGE, 'hash').bytesPerState;
  const traces = stateless?.(SMALL);
  const shared = await twoWorkers?.(LARGE);
  return [
    own(
      'beyond',
      `${sizeName(BEYOND)}, beyond Spin, verified`,
      { kind: 'at most', value: 5 },
      ' s',
      beyond && measured(beyond.wall, `${seconds(beyond.wall)}, ${grouped(beyond.states)} states`),
    ),
    own(
      'stateless',
      'stateless: executions per trace',
      { kind: 'exactly', value: 1 },
      '',
      traces &&
        measured(
          (traces.executions + traces.blocked) / traces.traces,
          `${grouped(traces.executions)} for ${grouped(traces.traces)}, ${traces.blocked} blocked`,
        ),
    ),
    own(
      'bytes',
      'bytes per stored state, hash table',
      { kind: 'at most', value: 24 },
      '',
      bytes === undefined ? undefined : measured(bytes, bytes.toFixed(1)),
    ),
    own(
      'workers',
      '2 workers',
      { kind: 'more', value: 0.85 },
      '',
      shared && measured(shared.workers, `${grouped(Math.round(shared.workers))} states/s`),
      shared === undefined
        ? NO_PEER
        : measured(shared.copies, `copies: ${grouped(Math.round(shared.copies))} states/s`),
    ),
  ];
};

const rateOf = async (work: () => { readonly states: number }): Promise<number> => {
  const took = await timed(work);
  return took.value.states / took.seconds;
};

const rateSide = (rates: readonly number[], who: string): Side =>
  measured(median(rates), `${who}${grouped(Math.round(median(rates)))} states/s`);

/** The search that `check` does today beside one that is written in an afternoon. */
export const plainRow = async (): Promise<Row> => {
  const { a, b } = await sideBySide(
    TIMES,
    () => rateOf(() => search(SMALL)),
    () => rateOf(() => plainSearch(SMALL)),
  );
  return {
    id: 'plain',
    measure: `${sizeName(SMALL)}, breadth first with all properties`,
    mark: { kind: 'none', compares: 'more' },
    unit: '',
    heddle: rateSide(a, ''),
    peer: rateSide(b, 'objects and a Map of strings: '),
  };
};
