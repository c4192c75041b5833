import type {
  Component,
  FunctionType,
  Instance,
  Instruction,
  Invocation,
  Lift,
  Scenario,
} from '../scenario.ts';

/** Words to write small worlds with. */

export const SYNC: FunctionType = {};
export const ASYNC: FunctionType = { async: true };
export const STACKFUL: Lift = { abi: 'stackful' };
export const CALLBACK: Lift = { abi: 'callback', callback: 'on-event' };

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
  functions: Object.entries(functions).map(([name, { params = [], body }]) => ({
    id: name,
    params,
    body,
  })),
  exports: Object.entries(functions).flatMap(([name, { type, lift }]) =>
    type === undefined
      ? []
      : [{ id: name, type, function: name, ...(lift === undefined ? {} : { lift }) }],
  ),
});

export const calls = (
  instance: string,
  name: string,
  more: Partial<Invocation> = {},
): Invocation => ({ id: name, instance, export: name, ...more });

/** An instance of each component: an import is the export of that name of another, or else a function of the host. */
export const world = (
  components: readonly Component[],
  invocations: readonly Invocation[],
  more: Partial<Scenario> = {},
): Scenario => ({
  format: 1,
  machine: 'canonical-abi',
  components,
  instances: components.map((each): Instance => ({
    id: each.id,
    component: each.id,
    imports: Object.fromEntries(
      (each.imports ?? []).map(({ id }) => {
        const giver = components.find(
          (other) => other !== each && other.exports?.some((of) => of.id === id),
        );
        return [id, giver === undefined ? { host: id } : { instance: giver.id, export: id }];
      }),
    ),
  })),
  invocations,
  ...more,
});

/** A function of the host that resolves in a step of its own. */
export const resolvesLater: Pick<Scenario, 'hostFunctions'> = {
  hostFunctions: [{ id: 'h', type: ASYNC, resolve: 'later' }],
};

export const GLOBALS: Pick<Component, 'globals'> = {
  globals: [{ id: 'r' }, { id: 'w' }, { id: 'set' }],
};

export const EXIT: Instruction = { op: 'return-exit' };
export const RETURN: Instruction = { op: 'task.return' };
export const CANCEL: Instruction = { op: 'task.cancel' };
export const NEW_SET: Instruction = { op: 'waitable-set.new', into: 'set' };
export const WAIT: Instruction = { op: 'waitable-set.wait', set: 'set', into: 'event' };
export const POLL: Instruction = { op: 'waitable-set.poll', set: 'set', into: 'event' };
export const SHUT: Instruction = { op: 'backpressure.inc' };
export const join = (waitable: string): Instruction => ({
  op: 'waitable.join',
  waitable,
  set: 'set',
});
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

export const call = (name: string, async = false, args: readonly string[] = []): Instruction => ({
  op: 'call',
  import: name,
  async,
  args,
  ...(async ? { into: 'status' } : {}),
});

/** The handle of what was called async last. */
export const SUBTASK = ['>>', 'status', 4] as const;

export const FUTURE = 'future<unit>';
export const STREAM = 'stream<u8>';

export const futureNew: Instruction = {
  op: 'future.new',
  type: FUTURE,
  readable: 'r',
  writable: 'w',
};
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

export const streamNew: Instruction = {
  op: 'stream.new',
  type: STREAM,
  readable: 'r',
  writable: 'w',
};
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
