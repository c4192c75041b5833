import * as fc from 'fast-check';
import { VOCABULARY } from '../../model/context/vocabulary.ts';
import type { Shape } from '../../explorers/open-scenario.ts';

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

/** Shapes of open scenarios, of up to three tasks with up to `operations` operations each. */
export const shapes = (operations: number, tasks = 3): fc.Arbitrary<Shape> =>
  fc
    .record({
      executors: fc.array(small(1), { minLength: 1, maxLength: tasks }),
      subtask: fc.boolean(),
      apart: fc.boolean(),
      homes: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 2 }),
      locks: small(1),
      signals: small(2),
      home: small(1),
      total: fc.option(
        fc.record({
          calls: fc.option(small(2), { nil: null }),
          operations: fc.option(small(4), { nil: null }),
          work: fc.option(small(4), { nil: null }),
        }),
      ),
      words: fc.subarray([...VOCABULARY, 'wait'], { minLength: 8 }),
    })
    .map(({ executors, subtask, apart, homes, locks, signals, home, total, words }) => ({
      tasks: executors.map((executor, i) => ({
        executor: subtask && i === 1 ? executors[0]! : executor,
        store: apart && i > 0 ? 1 : 0,
        caller: subtask && i === 1 ? 0 : -1,
      })),
      homes,
      sets: 2,
      locks,
      signals,
      depth: 3,
      operations,
      home: apart ? home : 0,
      ...(total === null ? {} : { total }),
      words: new Set(words),
    }));
