import { expand, expandFew, type Space } from './expand.ts';

/** Whether states can be laid out so that every step leads to a later one. `degrees`: how many steps lead to each. */
export const canBeLaidOut = (space: Space, degrees: Uint32Array): boolean => {
  const { store } = space;
  const vector = space.target.slice();
  const size = store.size();
  // States that no step leads to any more; a state comes here once.
  const free = new Uint32Array(size);
  let laid = 0;
  let end = degrees[0] === 0 ? 1 : 0;
  for (; laid < end; laid += 1) {
    const from = free[laid]!;
    store.read(from, vector);
    expandFew(space, from, vector, false, (number) => {
      const target = ~number;
      degrees[target]! -= 1;
      if (degrees[target] === 0) {
        free[end] = target;
        end += 1;
      }
    });
  }
  return laid === size;
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
        if (rests[~next] === 1) leads = true;
      });
      if (moves && !leads) continue;
      rests[number] = 1;
      left -= 1;
    }
  }
  return left;
};
