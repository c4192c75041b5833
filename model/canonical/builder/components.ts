import type {
  Component,
  Export,
  FunctionType,
  Instance,
  Invocation,
  Lift,
  Link,
  ResourceLink,
  Scenario,
} from '../scenario.ts';
import { wrong } from './wrong.ts';

/** Types of functions without parameters and results. */
export const SYNC: FunctionType = {};
export const ASYNC: FunctionType = { async: true };

export const SYNC_LIFT: Lift = { abi: 'sync' };
export const STACKFUL: Lift = { abi: 'stackful' };
export const callback = (name: string): Lift => ({ abi: 'callback', callback: name });

/** An export of the core function of the same name. */
export const exported = (id: string, type: FunctionType, lift: Lift = SYNC_LIFT): Export => ({
  id,
  type,
  function: id,
  lift,
});

/** Who may be linked: an instance by the name of its component, or by one of its own. */
export type Giver = Component | readonly [instance: string, component: Component];

/**
 * An instance, linked by names: an import is the export of that name of the first of the givers that has one, or else
 * a function of the host; a resource likewise.
 */
export const instance = (id: string, of: Component, givers: readonly Giver[]): Instance => {
  if (!isComponent(of)) throw wrong('the second argument of `instance`', of, ['a component']);
  if (!Array.isArray(givers) || !givers.flat().every((each) => isComponent(each) || isText(each)))
    throw wrong('the third argument of `instance`', givers, ['a list of components']);
  const named = givers.map((giver): readonly [string, Component] =>
    'id' in giver ? [giver.id, giver] : giver,
  );
  const giverOf = (has: (giver: Component) => boolean): string | undefined =>
    named.find(([name, giver]) => name !== id && has(giver))?.[0];
  const link = (name: string): Link => {
    const giver = giverOf(({ exports = [] }) => exports.some((each) => each.id === name));
    return giver === undefined ? { host: name } : { instance: giver, export: name };
  };
  const resource = (name: string): readonly (readonly [string, ResourceLink])[] => {
    const giver = giverOf(({ resources = [] }) => resources.some((each) => each.id === name));
    return giver === undefined ? [] : [[name, { instance: giver, resource: name }]];
  };
  const { imports = [], importedResources = [] } = of;
  return {
    id,
    component: of.id,
    ...(imports.length > 0 && {
      imports: Object.fromEntries(imports.map((each) => [each.id, link(each.id)])),
    }),
    ...(importedResources.length > 0 && {
      resources: Object.fromEntries(importedResources.flatMap(resource)),
    }),
  };
};

/** What the host may call: its name is that of the export, unless told otherwise. */
export const invocation = (
  of: string,
  name: string,
  more: Partial<Invocation> = {},
): Invocation => ({ id: name, instance: of, export: name, ...more });

/** A scenario: one instance of each component, linked by names, unless `more` has other instances. */
export const linked = (
  components: readonly Component[],
  invocations: readonly Invocation[],
  more: Partial<Scenario> = {},
): Scenario => {
  if (!Array.isArray(components) || !components.every(isComponent))
    throw wrong('the first argument of `linked`', components, ['a list of components']);
  return {
    format: 1,
    machine: 'canonical-abi',
    components,
    instances: components.map((each) => instance(each.id, each, components)),
    invocations,
    ...more,
  };
};

const isText = (value: unknown): boolean => typeof value === 'string';

/** Whether linking can look into it; `parseScenario` finds everything else. */
const isComponent = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const isListOf = (field: string, type: string): boolean => {
    const list = fields[field] ?? [];
    return Array.isArray(list) && list.every((each) => typeof each === type && each !== null);
  };
  return (
    ['exports', 'imports', 'resources'].every((field) => isListOf(field, 'object')) &&
    isListOf('importedResources', 'string')
  );
};
