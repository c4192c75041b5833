import { fn, type Component, type FunctionType } from '../../model/canonical/builder/index.ts';

export * from '../../model/canonical/builder/index.ts';

/** A callback that must not be called. */
export const NEVER = fn('never', ['event', 'p1', 'p2'], { op: 'unreachable' });

/** The type of most functions here. */
export const ASYNC_NUMBER: FunctionType = { async: true, result: 'u32' };
export const NUMBER: FunctionType = { result: 'u32' };

export const component = (id: string, more: Omit<Component, 'id'>): Component => ({
  id,
  memory: 32,
  ...more,
  functions: [...more.functions, NEVER],
});
