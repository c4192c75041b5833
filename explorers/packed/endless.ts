import { follow } from './change.ts';
import { expand, expandFew, STOPPED, type Space } from './expand.ts';

/** Takes every step from every state anew, so that the tables know them all. */
export const retakeAll = ({ system, store, target }: Space): void => {
  const vector = target.slice();
  for (let number = 0; number < store.size(); number += 1) {
    store.read(number, vector);
    for (let actor = 0; actor < system.actors.length; actor += 1) {
      for (const { changes } of system.movesOf(vector, actor)) follow(vector, changes, target);
    }
  }
};

/** Whether states can be laid out so that every step leads to a later one. */
export const canBeLaidOut = (space: Space): boolean => {
  const size = space.store.size();
  const degrees = new Uint32Array(size);
  for (let from = 0; from < size; from += 1) {
    eachSuccessor(space, from, (target) => {
      degrees[target]! += 1;
    });
  }
  // States that no step leads to any more; a state comes here once.
  const free = new Uint32Array(size);
  let laid = 0;
  let end = degrees[0] === 0 ? 1 : 0;
  for (; laid < end; laid += 1) {
    eachSuccessor(space, free[laid]!, (target) => {
      degrees[target]! -= 1;
      if (degrees[target] === 0) {
        free[end] = target;
        end += 1;
      }
    });
  }
  return laid === size;
};

const eachSuccessor = (space: Space, from: number, visitEach: (target: number) => void): void => {
  const vector = space.system.initial.slice();
  space.store.read(from, vector);
  expandFew(space, from, vector, false, (number) => {
    if (number !== STOPPED) visitEach(~number);
  });
};

/** How many states there are from which nobody ever comes to rest. */
export const countEndless = (space: Space): number => {
  const { store } = space;
  const size = store.size();
  const rests = new Uint8Array(size);
  const vector = space.target.slice();
  let left = size;
  for (let before = -1; left !== before;) {
    before = left;
    // Successors mostly come later: backwards, one pass nearly always does.
    for (let number = size - 1; number >= 0; number -= 1) {
      if (rests[number] === 1) continue;
      store.read(number, vector);
      let leads = false;
      const moves = expand(space, number, vector, (next) => {
        if (next === STOPPED || rests[~next] === 1) leads = true;
      });
      if (moves && !leads) continue;
      rests[number] = 1;
      left -= 1;
    }
  }
  return left;
};
