import type {
  CoreFunction,
  Import,
  Instruction,
  Scenario,
} from '../../../model/canonical/scenario.ts';

/** A guest that does something again and again, and lets others run in between, called so many times. */
const forEver = (
  body: readonly Instruction[],
  calls: number,
  { imports, globals }: { imports?: readonly Import[]; globals?: readonly { id: string }[] } = {},
): Scenario => {
  const run: CoreFunction = {
    id: 'run',
    body: [{ op: 'loop', body: [...body, { op: 'thread.yield' }] }],
  };
  const lift = { abi: 'stackful' } as const;
  const type = { async: true } as const;
  const answers = {
    id: 'h',
    functions: [{ id: 'f', body: [{ op: 'task.return' } as const] }],
    exports: [{ id: 'f', type, function: 'f', lift }],
  };
  const link = { instance: 'h', export: 'f' };
  return {
    format: 1,
    machine: 'canonical-abi',
    components: [
      ...(imports === undefined ? [] : [answers]),
      {
        id: 'g',
        ...(imports === undefined ? {} : { imports }),
        ...(globals === undefined ? {} : { globals }),
        functions: [run],
        exports: [{ id: 'run', type, function: 'run', lift }],
      },
    ],
    instances: [
      ...(imports === undefined ? [] : [{ id: 'h', component: 'h' }]),
      { id: 'g', component: 'g', ...(imports === undefined ? {} : { imports: { f: link } }) },
    ],
    invocations: Array.from({ length: calls }, (_, i) => ({
      id: `call${i + 1}`,
      instance: 'g',
      export: 'run',
    })),
  };
};

/** Makes ever more streams: its states grow. */
export const streamsForEver = (calls = 1): Scenario =>
  forEver([{ op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' }], calls);

/** Makes one call after the other, each of which ends: its states are of one size, and never the same. */
export const callsForEver: Scenario = forEver(
  [{ op: 'call', import: 'f', async: true, into: 'status' }],
  1,
  { imports: [{ id: 'f', type: { async: true } }] },
);

/** Counts: two calls have as many states of one size as there are pairs of numbers. */
export const countsForEver: Scenario = forEver(
  [{ op: 'set', name: 'n', value: ['+', 'n', 1] }],
  2,
  { globals: [{ id: 'n' }] },
);

/** Tells the same again and again: few states, and a history without an end. */
export const tellsForEver: Scenario = forEver([{ op: 'observe', name: 'x', value: 1 }], 2);
