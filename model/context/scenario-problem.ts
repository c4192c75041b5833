import { nearest } from '../nearest.ts';

/** Where a scenario breaks a rule that its schema cannot say. */
export interface ScenarioProblem {
  /** The place, as a path into the JSON. */
  readonly at: string;
  readonly problem: string;
}

/** The problem that `name` is none of `known`, if it is not. */
export const unknown = (
  at: string,
  what: string,
  name: string,
  known: readonly string[],
): ScenarioProblem | undefined =>
  known.includes(name)
    ? undefined
    : { at, problem: `there is no ${what} \`${name}\`${nearest(name, known)}` };
