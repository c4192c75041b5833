import type { Machine } from '../../model/machine.ts';
import type { Suite } from '../../properties/property.ts';
import { beginTrail, newTrail, noteStep, noteWoken, printOf, trailActor } from '../fingerprint.ts';
import type { Sampled, Subject } from '../subject.ts';
import { runGraph } from './run-graph.ts';
import { runNotes } from './run-notes.ts';
import { runOptions } from './run-options.ts';
import { runTables } from './run-tables.ts';

/** The most states and entries of tables that are kept: when there are more, all is found out anew. */
const KNOWN_MAX = 100_000;

/** The actors that have a bit in a word that is no negative number. */
const ACTORS_MAX = 30;

/** Whether a machine can be run on tables. */
export const canBeTabled = <State>({ inPlace, parts }: Machine<State>): boolean =>
  inPlace !== undefined && parts !== undefined && parts.actors.length <= ACTORS_MAX;

/**
 * Runs of a machine and a suite on numbers. What an actor may do and what that does is worked out once, and looked up
 * from then on; and runs of one scenario meet much the same states, so these are kept, each with its ways to others.
 * `most`: how much is kept of all that.
 */
export const tabledRuns = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  text: string,
  most = KNOWN_MAX,
): Subject => {
  const trail = newTrail(text);
  const { actors } = machine.parts!;
  const options = runOptions(actors, trail);
  const tables = runTables(machine, suite, options);
  const graph = runGraph(tables, options, actors.length, most);
  const trailActors = actors.map((name) => trailActor(trail, name));
  const notes = runNotes();
  /** The options that were taken. */
  const path: number[] = [];
  const schedule = (length: number): readonly string[] =>
    path.slice(0, length).map((option) => options.actions[option]!.name);
  const finish = (end: Sampled['end'], steps: number): Sampled => ({
    steps,
    end,
    broken: notes.broken(),
    seen: notes.seen(),
    print: printOf(trail),
    schedule,
  });
  return {
    run: (strategy, random, most) => {
      const pick = strategy.begin(random, options);
      beginTrail(trail);
      notes.begin();
      notes.note(tables.first, 0);
      let state = graph.start();
      let words = graph.words();
      for (let steps = 0; ; steps += 1) {
        const count = words[state]!;
        if (count === 0) {
          notes.note(graph.rest(state), steps);
          return finish('quiescent', steps);
        }
        if (steps >= most) return finish('bound', steps);
        const at = pick(words, state + 1, state + 1 + count, steps);
        const option = words[at]!;
        const way = at + count;
        let word = words[way]!;
        if (word === 0) {
          word = graph.explore(state, way);
          words = graph.words();
        }
        path[steps] = option;
        if ((word & 1) === 0) noteStep(trail, options.steps[option]!, false);
        else {
          const { meaning, woken } = graph.effect(way);
          noteStep(trail, options.steps[option]!, meaning.visible);
          for (const actor of woken) noteWoken(trail, trailActors[actor]!);
          if (meaning.number !== 0) notes.note(meaning, steps + 1);
        }
        state = word >> 1;
      }
    },
  };
};
