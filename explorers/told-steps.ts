import type { Action, Machine } from '../model/machine.ts';

/** One step of a run, named so that it can be found in another run: the `number`-th time that `actor` does this. */
export interface NamedStep {
  readonly actor: string;
  /** What it does, in the words of the scenario, without which event it takes. */
  readonly does: string;
  readonly number: number;
}

export interface ToldStep extends NamedStep {
  /** The word of a report: `check`, or `2nd check` where the actor has several. */
  readonly told: string;
}

/** A step as it was taken, or as it would have come next when the run ended. */
export interface RunStep extends ToldStep {
  readonly action: Action;
}

export const stepKey = ({ actor, does, number }: NamedStep): string =>
  `${actor}\n${does}\n${number}`;

/** What an action does, whichever event it takes. */
export const doesWhat = <State>(machine: Machine<State>, state: State, action: Action): string =>
  machine.label(state, action).replace(/, .*$/, '');

/** How often each actor did what, so far. */
export type Counts = Readonly<Record<string, number>>;

const countKey = (actor: string, does: string): string => `${actor}\n${does}`;

/** Whether a step has come, where there were so many. */
export const hasCome = (counts: Counts, { actor, does, number }: NamedStep): boolean =>
  (counts[countKey(actor, does)] ?? 0) >= number;

/** The counts, as far as they tell which of `steps` have come and which come next. */
export const countsOf = (counts: Counts, steps: readonly NamedStep[]): string => {
  const most: Record<string, number> = {};
  for (const { actor, does, number } of steps) {
    const key = countKey(actor, does);
    most[key] = Math.max(most[key] ?? 0, number);
  }
  return Object.entries(most)
    .map(([key, max]) => Math.min(counts[key] ?? 0, max))
    .join();
};

/** The name of the step that `actor` takes next, if that is what it does, and the counts after it. */
export const count = (
  counts: Counts,
  actor: string,
  does: string,
): { readonly step: NamedStep; readonly counts: Counts } => {
  const key = countKey(actor, does);
  const number = (counts[key] ?? 0) + 1;
  return { step: { actor, does, number }, counts: { ...counts, [key]: number } };
};

/** The steps of a schedule, which fits, and the `left` ones: the next step of each actor that could have moved on. */
export const toldSteps = <State>(
  machine: Machine<State>,
  schedule: readonly string[],
): { readonly taken: readonly RunStep[]; readonly left: readonly RunStep[] } => {
  const taken: Wordless[] = [];
  const waiting = new Map<string, Wordless>();
  let counts: Counts = {};
  let { state } = machine.start;
  for (const name of [...schedule, null]) {
    const here = state;
    const enabled = machine.enabled(here);
    for (const action of enabled) {
      const { step } = count(counts, action.actor, doesWhat(machine, here, action));
      waiting.set(action.actor, { ...step, action });
    }
    const action = enabled.find((candidate) => candidate.name === name);
    if (action === undefined) break;
    const counted = count(counts, action.actor, doesWhat(machine, here, action));
    counts = counted.counts;
    taken.push({ ...counted.step, action });
    waiting.delete(action.actor);
    state = machine.step(here, action).state;
  }
  const all = withWords([...taken, ...waiting.values()], taken.length);
  return { taken: all.slice(0, taken.length), left: all.slice(taken.length) };
};

type Wordless = Omit<RunStep, 'told'>;

/** Tells the number where the actor does the like more than once in the first `shown` steps. */
const withWords = (steps: readonly Wordless[], shown: number): readonly RunStep[] => {
  const words = steps.map(({ actor, does }) => ({ actor, word: does.replace(/^.*: /, '') }));
  return steps.map((step, i) => {
    const { actor, word } = words[i]!;
    const alike = (until: number): number =>
      words.slice(0, until).filter((other) => other.actor === actor && other.word === word).length;
    const number = alike(i + 1);
    const told = number > 1 || alike(shown) > 1 ? `${ordinal(number)} ${word}` : word;
    return { ...step, told };
  });
};

const SUFFIXES: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
const ordinal = (number: number): string => {
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(teen ? undefined : SUFFIXES[number % 10]) ?? 'th'}`;
};
