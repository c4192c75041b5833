import { ASYNC, callback, ends, exported, fn, join, newSet, resolve } from '../builder/index.ts';
import type { Component, FunctionType, Instruction, Lift, Scenario } from '../scenario.ts';

/** The builder's words, and shorter ones for the small worlds of planted bugs, where the same few names do. */
export {
  ASYNC,
  EXIT,
  STACKFUL,
  SYNC,
  call,
  callAsync,
  invocation,
  linked,
} from '../builder/index.ts';

export const CALLBACK: Lift = callback('on-event');

interface Made {
  readonly type?: FunctionType;
  readonly lift?: Lift;
  readonly params?: readonly string[];
  readonly body: readonly Instruction[];
}

/** A core function, exported where it has a type. */
export const made = (
  type: FunctionType | undefined,
  body: readonly Instruction[],
  more: Pick<Made, 'lift' | 'params'> = {},
): Made => ({ ...(type === undefined ? {} : { type }), ...more, body });

/** What a callback does with every event. */
export const onEvent = (...body: readonly Instruction[]): Made =>
  made(undefined, body, { params: ['event', 'p1', 'p2'] });

/** A component that imports functions of these types. */
export const component = (
  id: string,
  functions: Readonly<Record<string, Made>>,
  imports: Readonly<Record<string, FunctionType>> = {},
  more: Partial<Component> = {},
): Component => ({
  id,
  memory: 4,
  ...more,
  imports: Object.entries(imports).map(([name, type]) => ({ id: name, type })),
  functions: Object.entries(functions).map(([name, { params = [], body }]) =>
    fn(name, params, body),
  ),
  exports: Object.entries(functions).flatMap(([name, { type, lift }]) =>
    type === undefined ? [] : [exported(name, type, lift)],
  ),
});

/** A function of the host that resolves in a step of its own. */
export const resolvesLater: Pick<Scenario, 'hostFunctions'> = {
  hostFunctions: [{ id: 'h', type: ASYNC, resolve: 'later' }],
};

export const GLOBALS: Pick<Component, 'globals'> = {
  globals: [{ id: 'r' }, { id: 'w' }, { id: 'set' }],
};

export const RETURN = resolve();
export const CANCEL: Instruction = { op: 'task.cancel' };
export const NEW_SET = newSet('set');
export const WAIT: Instruction = { op: 'waitable-set.wait', set: 'set', into: 'event' };
export const POLL: Instruction = { op: 'waitable-set.poll', set: 'set', into: 'event' };
export const SHUT: Instruction = { op: 'backpressure.inc' };
export const joinSet = (waitable: string): Instruction => join(waitable, 'set');
export const giveWay = (cancellable = false): Instruction => ({
  op: 'thread.yield',
  cancellable,
  into: 'cancelled',
});
/** Resolves as it was told: as cancelled, or not. */
export const RESOLVE: Instruction = {
  op: 'if',
  condition: 'cancelled',
  then: [CANCEL],
  else: [RETURN],
};

/** The handle of what was called async last. */
export const SUBTASK = ['>>', 'status', 4] as const;

export const FUTURE = 'future<unit>';
export const STREAM = 'stream<u8>';

export const futureNew = ends(FUTURE, 'r', 'w');
export const futureRead = (async = true): Instruction => ({
  op: 'future.read',
  type: FUTURE,
  async,
  end: 'r',
});
export const futureWrite = (async = true): Instruction => ({
  op: 'future.write',
  type: FUTURE,
  async,
  end: 'w',
});
export const futureDropReadable: Instruction = {
  op: 'future.drop-readable',
  type: FUTURE,
  end: 'r',
};

export const streamNew = ends(STREAM, 'r', 'w');
export const streamRead = (count: number): Instruction => ({
  op: 'stream.read',
  type: STREAM,
  async: true,
  end: 'r',
  cell: 0,
  count,
});
export const streamWrite = (count: number): Instruction => ({
  op: 'stream.write',
  type: STREAM,
  async: true,
  end: 'w',
  cell: 2,
  count,
});
