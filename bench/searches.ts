import { grouped } from '../reports/text/layout.ts';
import { plainSearch } from './plain-search.ts';
import {
  proveBeyond,
  provers,
  search,
  stateless,
  twoWorkers,
  type Search,
  type SearchMode,
} from './heddle.ts';
import { BEYOND, LARGE, SMALL, TIMES } from './measures.ts';
import { measured, missing, NO_PEER, type Row, type Side } from './row.ts';
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

const rateSide = (rates: readonly number[], who: string): Side =>
  measured(median(rates), `${who}${grouped(Math.round(median(rates)))} states/s`);

interface Contest {
  readonly spin: Side;
  readonly heddle: readonly { readonly mode: SearchMode; readonly runs: readonly Search[] }[];
}

/** A search of Heddle's that takes longer than this is not repeated: it is short of its mark by any count. */
const SLOW = 30;

/** @throws Error if the reference runtime is not proved: then there is nothing to time. */
const proved = (run: Search): Search => {
  if (!run.held) throw new Error('the reference runtime was not proved');
  return run;
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
  const heddle = modes.map((mode) => ({ mode, runs: [] as Search[] }));
  for (let i = 0; i < TIMES; i += 1) {
    if (i > 0) best?.runs.push(best.pan.run());
    for (const { mode, runs } of heddle) {
      const prove = provers[mode];
      if ((runs[0]?.seconds ?? 0) <= SLOW) runs.push(proved(prove(LARGE)));
    }
  }
  for (const { pan } of pans) pan.clear();
  return {
    spin: best === undefined ? missing(reason ?? '') : sideOf(best.runs, `Spin, ${best.order}: `),
    heddle,
  };
};

/** The rows in which the large instance is searched. */
const proofRows = (whole: Contest, reduced: Contest): readonly Row[] => {
  const name = sizeName(LARGE);
  const row = ({ spin, heddle }: Contest, mode: SearchMode, how: string, least: number): Row => {
    const { runs } = heddle.find((one) => one.mode === mode)!;
    return {
      id: mode,
      measure: `${name} ${how}`,
      mark: { kind: 'faster', value: least },
      unit: '',
      heddle: sideOf(runs, ''),
      peer: spin,
    };
  };
  return [
    row(whole, 'direct', 'unreduced, direct addressing', 10),
    row(whole, 'hash', 'unreduced, hash table', 3),
    row(reduced, 'reduced', 'reduced, to the verdict', 50),
  ];
};

const own = (
  id: string,
  measure: string,
  mark: Row['mark'],
  unit: string,
  heddle: Side,
  peer = NO_PEER,
): Row => ({ id, measure, mark, unit, heddle, peer });

/** The rows that ask something of Heddle alone. */
const ownRows = async (bytes: number): Promise<readonly Row[]> => {
  const beyond = proved(proveBeyond(BEYOND));
  const traces = stateless(SMALL);
  const shared = await twoWorkers();
  return [
    own(
      'beyond',
      `${sizeName(BEYOND)}, beyond Spin, verified`,
      { kind: 'at most', value: 5 },
      ' s',
      measured(beyond.wall, `${seconds(beyond.wall)}, ${grouped(beyond.states)} states`),
    ),
    own(
      'stateless',
      'stateless: executions per trace',
      { kind: 'exactly', value: 1 },
      '',
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
      measured(bytes, bytes.toFixed(1)),
    ),
    own(
      'workers',
      '2 workers',
      { kind: 'more', value: 0.85 },
      '',
      rateSide([shared.workers], ''),
      rateSide([shared.copies], '2 copies: '),
    ),
  ];
};

/** What a search of every program is measured by. */
export const searchRows = async (): Promise<readonly Row[]> => {
  const whole = contest('exact', ['direct', 'hash']);
  const reduced = contest('reducible', ['reduced']);
  const bytes = whole.heddle.find(({ mode }) => mode === 'hash')!.runs[0]!.bytesPerState;
  return [...proofRows(whole, reduced), ...(await ownRows(bytes))];
};

const rateOf = async (work: () => { readonly states: number }): Promise<number> => {
  const took = await timed(work);
  return took.value.states / took.seconds;
};

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
