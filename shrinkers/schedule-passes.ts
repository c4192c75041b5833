import type { Case, Pass } from './pass.ts';

const withSchedule = <Scenario>(
  { scenario }: Case<Scenario>,
  schedule: readonly string[],
): Case<Scenario> => ({ scenario, schedule });

/** Without one action. What is left goes on as it can, so a delay of the action is tried as well. */
const deleteAction = <Scenario>(): Pass<Scenario> => ({
  id: 'delete-action',
  says: 'leaves one action out',
  *propose(current) {
    for (let i = current.schedule.length - 1; i >= 0; i -= 1) {
      yield withSchedule(current, current.schedule.toSpliced(i, 1));
    }
  },
});

/** Cut short: the rest runs without preemption. */
const truncate = <Scenario>(): Pass<Scenario> => ({
  id: 'truncate',
  says: 'ends the schedule early and lets the rest run without preemption',
  *propose(current) {
    for (let length = 0; length < current.schedule.length; length += 1) {
      yield withSchedule(current, current.schedule.slice(0, length));
    }
  },
});

/** Takes a preemption away: the actor that was interrupted goes on to its next action at once. */
const sequentialise = <Scenario>(moversOf: MoversOf<Scenario>): Pass<Scenario> => ({
  id: 'sequentialise',
  says: 'lets an interrupted actor go on first',
  *propose(current) {
    const { schedule } = current;
    const movers = moversOf(current);
    for (let i = 1; i < schedule.length; i += 1) {
      const actor = movers[i - 1];
      if (movers[i] === actor) continue;
      const next = movers.findIndex((mover, j) => j > i && mover === actor);
      if (next < 0) continue;
      yield withSchedule(current, schedule.toSpliced(next, 1).toSpliced(i, 0, schedule[next]!));
    }
  },
});

/** Moves a whole block of one actor's actions behind the block that follows it: signals come later. */
const moveLater = <Scenario>(
  actors: (scenario: Scenario) => readonly string[],
  moversOf: MoversOf<Scenario>,
): Pass<Scenario> => ({
  id: 'move-later',
  says: 'moves a block of actions behind the next one',
  *propose(current) {
    const order = actors(current.scenario);
    const blocks = blocksOf(current.schedule, moversOf(current));
    for (let i = 0; i + 1 < blocks.length; i += 1) {
      const [first, second] = [blocks[i]!, blocks[i + 1]!];
      if (order.indexOf(first.mover) < order.indexOf(second.mover)) continue;
      const swapped = blocks.toSpliced(i, 2, second, first);
      yield withSchedule(
        current,
        swapped.flatMap(({ names }) => names),
      );
    }
  },
});

interface Block {
  readonly mover: string;
  readonly names: string[];
}

const blocksOf = (schedule: readonly string[], movers: readonly string[]): readonly Block[] => {
  const blocks: Block[] = [];
  for (const [i, name] of schedule.entries()) {
    const mover = movers[i] ?? '';
    const last = blocks.at(-1);
    if (last?.mover === mover) last.names.push(name);
    else blocks.push({ mover, names: [name] });
  }
  return blocks;
};

/** Who takes each action of a schedule that can be followed to the letter. */
type MoversOf<Scenario> = (current: Case<Scenario>) => readonly string[];

/** The passes that work on any machine's schedules. */
export const schedulePasses = <Scenario>(
  actors: (scenario: Scenario) => readonly string[],
  moversOf: MoversOf<Scenario>,
): readonly Pass<Scenario>[] => [
  truncate(),
  deleteAction(),
  sequentialise(moversOf),
  moveLater(actors, moversOf),
];
