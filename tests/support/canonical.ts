import type {
  Component,
  Expression,
  FunctionType,
  Instance,
  Instruction,
  Invocation,
  Lift,
  Link,
  Scenario,
} from '../../model/canonical/scenario.ts';
import {
  code,
  copy,
  fn,
  is,
  set,
  type CopyOptions,
  type EndType,
  type Part,
} from '../../explorers/canonical/words.ts';

export * from '../../explorers/canonical/words.ts';

/** A callback that must not be called. */
export const NEVER = fn('never', ['event', 'p1', 'p2'], { op: 'unreachable' });

export const callback = (name = 'never'): Lift => ({ abi: 'callback', callback: name });
export const STACKFUL: Lift = { abi: 'stackful' };

/** The type of most functions here. */
export const ASYNC: FunctionType = { async: true };
export const ASYNC_NUMBER: FunctionType = { async: true, result: 'u32' };
export const NUMBER: FunctionType = { result: 'u32' };

export const component = (id: string, more: Omit<Component, 'id'>): Component => ({
  id,
  memory: 32,
  ...more,
  functions: [...more.functions, NEVER],
});

export const call = (
  instance: string,
  exportId: string,
  more: Partial<Invocation> = {},
): Invocation => ({
  id: exportId,
  instance,
  export: exportId,
  ...more,
});

/** One instance of each component; each import is the export of that name of the component that has one before it. */
export const linked = (
  components: readonly Component[],
  invocations: readonly Invocation[],
  more: Partial<Scenario> = {},
): Scenario => ({
  format: 1,
  machine: 'canonical-abi',
  components,
  instances: components.map((each): Instance => instanceOf(each.id, each, components)),
  invocations,
  ...more,
});

/** An instance whose imports and resources come from the first of these that has them. */
export const instanceOf = (
  id: string,
  each: Component,
  givers: readonly (Component | readonly [string, Component])[],
): Instance => {
  const named = givers.map(
    (giver) =>
      (Array.isArray(giver) ? giver : [(giver as Component).id, giver]) as [string, Component],
  );
  const find = (has: (giver: Component) => boolean): string =>
    named.find(([, giver]) => has(giver))![0];
  return {
    id,
    component: each.id,
    imports: Object.fromEntries(
      (each.imports ?? []).map(({ id: name }): [string, Link] => [
        name,
        { instance: find(({ exports }) => !!exports?.some((of) => of.id === name)), export: name },
      ]),
    ),
    resources: Object.fromEntries(
      (each.importedResources ?? []).map((name) => [
        name,
        {
          instance: find(({ resources }) => !!resources?.some((of) => of.id === name)),
          resource: name,
        },
      ]),
    ),
  };
};

export const store = (cell: Expression, value: Expression): Instruction => ({
  op: 'store',
  cell,
  value,
});
export const load = (cell: Expression): Expression => ['load', cell];
export const join = (waitable: Expression, on: Expression): Instruction => ({
  op: 'waitable.join',
  waitable,
  set: on,
});
/** Waits on a set for an event that it then checks, where given. */
export const wait = (
  on: Expression,
  event?: number,
  p1?: Expression,
  p2?: Expression,
): Instruction[] =>
  code(
    { op: 'waitable-set.wait', set: on, into: 'event', p1: 'p1', p2: 'p2' },
    event === undefined ? [] : is('event', event),
    p1 === undefined ? [] : is('p1', p1),
    p2 === undefined ? [] : is('p2', p2),
  );

/** A call lowered sync. */
export const invoke = (
  name: string,
  args: readonly Expression[] = [],
  into?: string,
): Instruction => ({
  op: 'call',
  import: name,
  args,
  ...(into === undefined ? {} : { into }),
});

/** A call lowered async, whose status has to be as given; the handle of its subtask, if any, goes into `subtask`. */
export const start = (
  name: string,
  args: readonly Expression[] = [],
  { state = 1, cell = 0, into = 'subtask' }: { state?: number; cell?: number; into?: string } = {},
): Instruction[] => [
  { op: 'call', import: name, async: true, args, cell, into: 'status' },
  is(['&', 'status', 15], state),
  set(into, ['>>', 'status', 4]),
];

/** What async copies and cancels give where they block. */
export const BLOCKED = -1;

export const read = (
  type: EndType,
  end: Expression,
  result: number | null,
  options?: CopyOptions,
): Instruction[] => copy('read', type, end, result, options);
export const write = (
  type: EndType,
  end: Expression,
  result: number | null,
  options?: CopyOptions,
): Instruction[] => copy('write', type, end, result, options);

/** `4 | COMPLETED` and the like, as the specification packs what a stream copied. */
export const copied = (result: 'completed' | 'dropped' | 'cancelled', count = 0): number =>
  ({ completed: 0, dropped: 1, cancelled: 2 })[result] | (count << 4);

/** Does its body so many times, counting in `name`. */
export const times = (
  name: string,
  count: Expression,
  ...parts: readonly Part[]
): Instruction[] => [
  set(name, 0),
  {
    op: 'loop',
    body: code(
      { op: 'if', condition: ['==', name, count], then: [{ op: 'break' }] },
      ...parts,
      set(name, ['+', name, 1]),
    ),
  },
];
