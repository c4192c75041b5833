import type { Action, Machine, Step } from '../model/machine.ts';
import { dependent, isBefore, place, type Placed } from './happens-before.ts';
import { insert, startsWith, without, type Planned, type WakeupTree } from './wakeup-tree.ts';

/** A state on the way, and what is known of the ways on from it. */
interface Stop<State> {
  readonly step: Step<State>;
  readonly enabled: readonly Action[];
  /** Steps whose continuations have all been explored; what leads to the same is not taken again. */
  readonly asleep: Planned[];
  /** What is to be explored; the first one is under way. */
  readonly tree: WakeupTree[];
}

/** One execution: its steps, the first of which opens it, and whether it was cut off at the bound. */
export interface Execution<State> {
  readonly names: readonly string[];
  readonly steps: readonly Step<State>[];
  readonly cutOff: boolean;
}

export interface Traces {
  /** The executions that were visited: each is of a different trace. */
  readonly executions: number;
  /** The executions that were given up, for all that they could come to was known. */
  readonly blocked: number;
  /** The steps taken, without those that only try whether two can change places. */
  readonly steps: number;
}

interface Visitor<State> {
  /** The most steps of an execution. */
  readonly steps: number;
  /** Told of every execution; true ends the search. */
  readonly visit: (execution: Execution<State>) => boolean;
}

/**
 * Visits one execution of every trace: of all orders of the same steps that differ only where the order does not
 * matter. Stores nothing but the way to where it is. After each execution, whatever was taken too early or too late
 * in it to see what else can happen is put the other way round.
 *
 * Optimal DPOR with wakeup trees: Abdulla, Aronis, Jonsson and Sagonas, "Source Sets: A Foundation for Optimal Dynamic
 * Partial Order Reduction", JACM 64(4), 2017. Beside races, it reverses choices: where a step disables an action,
 * such as another choice of its own actor's or all that the end of a run forestalls, that action is tried instead.
 */
export const everyTrace = <State>(
  machine: Machine<State>,
  { steps: most, visit }: Visitor<State>,
): Traces => {
  const way: Stop<State>[] = [];
  const placed: Placed[] = [];
  const search = { executions: 0, blocked: 0, steps: 0, stopped: false };

  /** Goes by the first plan from `stop`, and strikes it off. */
  const advance = ({ step, enabled, asleep, tree }: Stop<State>): void => {
    const { step: planned, rest } = tree[0]!;
    const action = enabled.find(({ name }) => name === planned.action.name)!;
    const next = machine.step(step.state, action);
    search.steps += 1;
    // What others are compared with is the step as it turned out to be.
    const taken = { action, visible: next.visible === true };
    tree[0] = { step: taken, rest };
    placed.push(place(placed, { ...taken, enabledBy: enablerOf(way, action.actor) }));
    explore({
      step: next,
      enabled: machine.enabled(next.state),
      asleep: asleep.filter((each) => !dependent(each, taken)),
      tree: copyTree(rest),
    });
    placed.pop();
    asleep.push(taken);
    tree.shift();
  };
  const end = (cutOff: boolean): void => {
    search.executions += 1;
    const names = placed.map(({ action }) => action.name);
    search.stopped = visit({ names, steps: way.map(({ step }) => step), cutOff });
    if (!search.stopped) reverseAll(machine, way, placed);
  };
  const explore = (stop: Stop<State>): void => {
    const { enabled, tree, asleep } = stop;
    way.push(stop);
    if (enabled.length === 0 || placed.length >= most) end(enabled.length > 0);
    else {
      if (tree.length === 0) {
        const isAwake = ({ name }: Action): boolean =>
          asleep.every(({ action }) => action.name !== name);
        const first = enabled.find(isAwake);
        if (first === undefined) search.blocked += 1;
        else tree.push({ step: { action: first, visible: false }, rest: [] });
      }
      while (tree.length > 0 && !search.stopped) advance(stop);
    }
    way.pop();
  };
  explore({
    step: machine.start,
    enabled: machine.enabled(machine.start.state),
    asleep: [],
    tree: [],
  });
  return search;
};

const copyTree = (tree: readonly WakeupTree[]): WakeupTree[] =>
  tree.map(({ step, rest }) => ({ step, rest: copyTree(rest) }));

/** The step after which `actor`, which can move at the end of `way`, could: its number, or -1. */
const enablerOf = <State>(way: readonly Stop<State>[], actor: string): number =>
  way.findLastIndex(({ enabled }) => enabled.every((action) => action.actor !== actor));

/** Plans, for every two steps of an execution that can be put the other way round, what shows that. */
const reverseAll = <State>(
  machine: Machine<State>,
  way: readonly Stop<State>[],
  placed: readonly Placed[],
): void => {
  const later = new Map<number, Set<string>>();
  for (const { action, races } of placed) {
    for (const earlier of races) {
      later.set(earlier, (later.get(earlier) ?? new Set()).add(action.actor));
    }
  }
  for (const [earlier, actors] of later) {
    const aside = placed.slice(earlier + 1).filter((each) => !isAfter(placed, earlier, each));
    planAll(machine, way[earlier]!, aside, ({ actor }) => actors.has(actor));
  }
  for (const [i, taken] of placed.entries()) {
    for (const other of disabledBy(way, i, taken.action)) {
      const { visible = false } = machine.step(way[i]!.step.state, other);
      const aside = besideBoth(placed, i, { action: other, visible });
      planAll(machine, way[i]!, aside, ({ name }) => name === other.name);
    }
  }
};

const isAfter = (placed: readonly Placed[], earlier: number, later: Placed): boolean =>
  isBefore(placed[earlier]!.action.actor, earlier, later);

/** The actions that step number `i` took the place of, or made impossible. */
const disabledBy = <State>(
  way: readonly Stop<State>[],
  i: number,
  taken: Action,
): readonly Action[] =>
  way[i]!.enabled.filter(
    ({ name, actor }) =>
      name !== taken.name &&
      (actor === taken.actor || way[i + 1]!.enabled.every((each) => each.name !== name)),
  );

/** The steps after number `i` that need neither that one nor, in its place, `other`. */
const besideBoth = (placed: readonly Placed[], i: number, other: Planned): readonly Placed[] => {
  const needing: Planned[] = [other];
  return placed.slice(i + 1).filter((each) => {
    if (isAfter(placed, i, each)) return false;
    if (!needing.some((one) => dependent(one, each))) return true;
    needing.push(each);
    return false;
  });
};

/** Plans to take, from `stop`, the steps `aside` and then each of the actions that are `wanted`. */
const planAll = <State>(
  machine: Machine<State>,
  stop: Stop<State>,
  aside: readonly Placed[],
  wanted: (action: Action) => boolean,
): void => {
  // Often that is known to lead nowhere new, whatever comes last.
  if (stop.asleep.some((each) => startsWith(aside, each))) return;
  const planned: Planned[] = [];
  let { state } = stop.step;
  for (const { action } of aside) {
    const step = machine.step(state, action);
    planned.push({ action, visible: step.visible === true });
    state = step.state;
  }
  for (const action of machine.enabled(state).filter(wanted)) {
    const { visible = false } = machine.step(state, action);
    const sequence = [...planned, { action, visible }];
    if (stop.asleep.some((each) => without(sequence, each) !== undefined)) continue;
    insert(stop.tree, sequence);
  }
};
