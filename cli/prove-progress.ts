import { grouped, plural } from '../reports/text/layout.ts';
import type { FarNow } from './far.ts';

/** How far a proof has come. */
export interface ProofSoFar {
  /** The instances, those that are done, and the states of these. */
  readonly instances: number;
  readonly done: number;
  readonly states: number;
  /** Those that are being searched, by number. */
  readonly under: ReadonlyMap<number, FarNow>;
}

/** The states met so far, and when. */
interface Look {
  readonly states: number;
  readonly seconds: number;
}

/** Over how many seconds a rate is told. */
const RATE_SECONDS = 4;

/** Tells how far a proof has come, in one line: of what is being searched the instance that comes first. */
export const proofProgress = (): ((now: ProofSoFar, seconds: number) => string) => {
  let looks: readonly Look[] = [];
  return ({ instances, done, states, under }, seconds) => {
    const all = states + [...under.values()].reduce((sum, far) => sum + far.states, 0);
    const before = looks.findLast((look) => look.seconds <= seconds - RATE_SECONDS);
    looks = [
      ...looks.filter((look) => before === undefined || look.seconds >= before.seconds),
      { states: all, seconds },
    ];
    const first = looks[0]!;
    const rate = (all - first.states) / (seconds - first.seconds);
    const [number, far] = [...under].toSorted(([a], [b]) => a - b)[0] ?? [];
    const speed = rate > 0 && Number.isFinite(rate) ? `, ${grouped(rough(rate))} a second` : '';
    const told =
      far === undefined
        ? `${grouped(done)} of ${plural(instances, 'instance')}, ${plural(states, 'state')}`
        : `instance ${grouped(number! + 1)} of ${grouped(instances)}: ${farText(far)}`;
    return `${told}${speed}`;
  };
};

const farText = ({ states, waiting, about }: FarNow): string => {
  const of =
    about > states
      ? `${grouped(states)} of about ${grouped(rough(about))} states`
      : plural(states, 'state');
  return `${of}, ${grouped(waiting)} to visit`;
};

/** Two digits of a number: more would not be known. */
const rough = (value: number): number => Number(value.toPrecision(2));
