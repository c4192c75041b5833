import type { Future } from './untabled.ts';
import type { Whole } from './whole.ts';

/** What an actor touches although it was to touch it no more: in which state, and after which step. */
export interface Forgotten {
  readonly state: number;
  readonly actor: number;
  readonly cells: readonly string[];
  /** The action of the state that touches them, or leads to where it may. */
  readonly name: string;
  /** What was still to come. */
  readonly future: Future;
}

/** The cells of `touched` that `future` does not have. What is written may also be read. */
export const missingIn = (future: Future, touched: Future): readonly string[] => [
  ...touched.writes.filter((cell) => !future.writes.includes(cell)),
  ...touched.reads.filter((cell) => !future.writes.includes(cell) && !future.reads.includes(cell)),
];

const NONE: readonly string[] = [];

/** Remembers the answers: machines give the same object for the same future. */
const remembering = (): ((future: Future, touched: Future) => readonly string[]) => {
  const known = new Map<Future, Map<Future, readonly string[]>>();
  return (future, touched) => {
    if (future === touched) return NONE;
    const of = known.get(future) ?? new Map<Future, readonly string[]>();
    known.set(future, of);
    const result = of.get(touched) ?? missingIn(future, touched);
    of.set(touched, result);
    return result;
  };
};

/**
 * Whether what each actor may still touch holds all that it does touch: what it does now is in its future, and its
 * future never grows. Gives how often that was asked, and the first time that it was not so.
 */
export const futuresOf = ({
  moves,
  futures,
}: Whole): { readonly asked: number; readonly forgotten: Forgotten | undefined } => {
  const missing = remembering();
  let asked = 0;
  let forgotten: Forgotten | undefined;
  for (const [state, list] of moves.entries()) {
    for (const { actor, action, to } of list) {
      const each = futures[state]!;
      if (each.length === 0) continue;
      const note = (whose: number, cells: readonly string[]): void => {
        asked += 1;
        if (cells.length === 0) return;
        forgotten ??= { state, actor: whose, cells, name: action.name, future: each[whose]! };
      };
      note(actor, missingIn(each[actor]!, action));
      for (const [whose, future] of each.entries()) {
        note(whose, missing(future, futures[to]![whose]!));
      }
    }
  }
  return { asked, forgotten };
};
