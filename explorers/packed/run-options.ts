import { independent, isLocal, type Action } from '../../model/machine.ts';
import { trailStep, type Trail, type TrailStep } from '../fingerprint.ts';
import { numberIn, type Options } from '../options.ts';

/** The actions of a subject by number, each with its footprint: one number wherever it can be taken with that. */
export interface RunOptions extends Options {
  readonly actions: readonly Action[];
  readonly steps: readonly TrailStep[];
  /** `actor`: who does it, by number. */
  readonly number: (action: Action, actor: number) => number;
}

/** Numbers actions as they come; `actors`: who moves. */
export const runOptions = (actors: readonly string[], trail: Trail): RunOptions => {
  const numbers = new Map<string, number>();
  const nameNumbers = new Map<string, number>();
  const actions: Action[] = [];
  const steps: TrailStep[] = [];
  const [actorOf, names]: readonly [number[], number[]] = [[], []];
  const locals: boolean[] = [];
  /** Which two race, as far as it was asked. */
  const races: (boolean | undefined)[][] = [];
  const workOut = (a: number, b: number): boolean =>
    (races[a]![b] = !independent(actions[a]!, actions[b]!));
  return {
    actors: actorOf,
    names,
    locals,
    race: (a, b) => races[a]![b] ?? workOut(a, b),
    actions,
    steps,
    number: ({ name, reads, writes }, actor) => {
      const number = numberIn(numbers, `${name}\n${reads.join()}\n${writes.join()}`);
      if (number < actions.length) return number;
      const action = { name, actor: actors[actor]!, reads, writes };
      actions.push(action);
      steps.push(trailStep(trail, action));
      actorOf.push(actor);
      names.push(numberIn(nameNumbers, name));
      locals.push(isLocal(action));
      races.push([]);
      return number;
    },
  };
};
