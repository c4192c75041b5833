import { independent, isLocal, type Action } from '../model/machine.ts';

/** What strategies ask of the actions of a run, which have numbers: an array has a place for each. */
export interface Options {
  /** Who does it, and the number of its name. */
  readonly actors: readonly number[];
  readonly names: readonly number[];
  /** Whether it touches nothing but its actor's own state. */
  readonly locals: readonly boolean[];
  /** Whether two cannot be swapped. */
  readonly race: (a: number, b: number) => boolean;
}

/** Numbers actions by their names as they come. */
export const numberAsMet = (): Options & { readonly number: (action: Action) => number } => {
  const actorNumbers = new Map<string, number>();
  const numbers = new Map<string, number>();
  const actions: Action[] = [];
  const [actors, names]: readonly [number[], number[]] = [[], []];
  const locals: boolean[] = [];
  return {
    actors,
    names,
    locals,
    race: (a, b) => !independent(actions[a]!, actions[b]!),
    number: (action) => {
      const number = numberIn(numbers, action.name);
      if (number === names.length) {
        names.push(number);
        actors.push(numberIn(actorNumbers, action.actor));
      }
      // What it touches may be different from when it was met last.
      actions[number] = action;
      locals[number] = isLocal(action);
      return number;
    },
  };
};

/** The number of a text: those that are new get the next. */
export const numberIn = (numbers: Map<string, number>, text: string): number => {
  let number = numbers.get(text);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(text, number);
  }
  return number;
};
