import type {
  Component,
  Export,
  HostEnd,
  HostValue,
  Instance,
  Lift,
  Link,
  Scenario,
} from '../../model/canonical/scenario.ts';
import { mapFunctions } from './bodies.ts';

/** The scenario without all that names what is not there, and without what then names that. */
export const prune = (scenario: Scenario): Scenario => {
  let now = scenario;
  for (let text = JSON.stringify(now); ;) {
    now = pruneOnce(now);
    const next = JSON.stringify(now);
    if (next === text) return now;
    text = next;
  }
};

const pruneOnce = (scenario: Scenario): Scenario => {
  const { hostFunctions, hostEnds, ...rest } = scenario;
  const instances = scenario.instances
    .filter((each) => scenario.components.some(({ id }) => id === each.component))
    .map((each, i) => pruneInstance(scenario, each, i));
  const exists = hasExport(scenario);
  const ends = (hostEnds ?? []).filter((end) => hasSource(scenario, end));
  const functions = (hostFunctions ?? []).map(({ calls, result, ...each }) => ({
    ...each,
    ...(result === undefined || !isThere(scenario, result) ? {} : { result }),
    ...(calls === undefined ? {} : { calls: calls.filter(exists) }),
  }));
  return {
    ...rest,
    components: scenario.components.map((each) => pruneComponent(each, instances)),
    instances,
    ...(functions.length === 0 ? {} : { hostFunctions: functions }),
    ...(ends.length === 0 ? {} : { hostEnds: ends }),
    invocations: scenario.invocations.filter(exists).map(({ after, args, ...each }) => {
      const before = (after ?? []).filter((name) =>
        scenario.invocations.some(({ id }) => id === name),
      );
      return {
        ...each,
        ...(args === undefined
          ? {}
          : { args: args.map((value) => (isThere(scenario, value) ? value : 0)) }),
        ...(before.length === 0 ? {} : { after: before }),
      };
    }),
  };
};

const componentOf = ({ instances, components }: Scenario, name: string): Component | undefined => {
  const component = instances.find(({ id }) => id === name)?.component;
  return components.find(({ id }) => id === component);
};

type Target = { readonly instance: string; readonly export: string };

const hasExport =
  (scenario: Scenario) =>
  ({ instance, export: name }: Target): boolean =>
    componentOf(scenario, instance)?.exports?.some(({ id }) => id === name) === true;

const isThere = ({ hostEnds = [], invocations }: Scenario, value: HostValue): boolean => {
  if (typeof value === 'number') return true;
  return 'end' in value
    ? hostEnds.some(({ id }) => id === value.end)
    : invocations.some(({ id }) => id === value.result);
};

const hasSource = ({ invocations, hostFunctions = [] }: Scenario, end: HostEnd): boolean => {
  if (end.end === 'writable') return true;
  const { from } = end;
  return 'invocation' in from
    ? invocations.some(({ id }) => id === from.invocation)
    : hostFunctions.some(({ id }) => id === from.function);
};

const pruneInstance = (
  scenario: Scenario,
  { parent, imports = {}, resources = {}, ...instance }: Instance,
  i: number,
): Instance => {
  const component = scenario.components.find(({ id }) => id === instance.component)!;
  const linked = (component.imports ?? []).flatMap(({ id }): readonly [string, Link][] => {
    const link = imports[id];
    if (link === undefined) return [];
    const there =
      'host' in link
        ? scenario.hostFunctions?.some((each) => each.id === link.host) === true
        : hasExport(scenario)(link);
    return there ? [[id, link]] : [];
  });
  const held = (component.importedResources ?? []).flatMap((name) => {
    const link = resources[name];
    const there = link && componentOf(scenario, link.instance);
    const known = [
      ...(there?.resources ?? []).map(({ id }) => id),
      ...(there?.importedResources ?? []),
    ];
    return link !== undefined && known.includes(link.resource) ? [[name, link] as const] : [];
  });
  const inside = scenario.instances.slice(0, i).some(({ id }) => id === parent);
  return {
    ...instance,
    ...(parent !== undefined && inside ? { parent } : {}),
    ...(linked.length === 0 ? {} : { imports: Object.fromEntries(linked) }),
    ...(held.length === 0 ? {} : { resources: Object.fromEntries(held) }),
  };
};

/** A component without what its functions, links and resources are no longer there for. */
const pruneComponent = (component: Component, instances: readonly Instance[]): Component => {
  const own = instances.filter((each) => each.component === component.id);
  const imports = (component.imports ?? []).filter(({ id }) =>
    own.every((each) => each.imports?.[id] !== undefined),
  );
  const importedResources = (component.importedResources ?? []).filter((name) =>
    own.every((each) => each.resources?.[name] !== undefined),
  );
  const names = new Set(component.functions.map(({ id }) => id));
  const { start, table, resources = [], exports = [], ...rest } = component;
  const held = new Set([...importedResources, ...resources.map(({ id }) => id)]);
  const kept = mapFunctions(
    {
      ...rest,
      imports,
      importedResources,
      ...(start !== undefined && names.has(start) ? { start } : {}),
      ...(table === undefined
        ? {}
        : { table: table.map((name) => (name !== null && names.has(name) ? name : null)) }),
      resources: resources.map(({ id, destructor }) => ({
        id,
        ...(destructor !== undefined && names.has(destructor) ? { destructor } : {}),
      })),
      exports: exports
        .filter((each) => stands(each, names))
        .map((each) => pruneExport(each, names)),
    },
    (instruction) => {
      if ('resource' in instruction) return held.has(instruction.resource) ? [instruction] : [];
      if (instruction.op !== 'call') return [instruction];
      if (!imports.some(({ id }) => id === instruction.import)) return [];
      const { realloc, ...call } = instruction;
      return realloc === undefined || names.has(realloc) ? [instruction] : [call];
    },
  );
  return withNumbers(withoutEmpty(kept), held);
};

const stands = ({ function: entry, lift }: Export, names: ReadonlySet<string>): boolean =>
  names.has(entry) && (lift?.callback === undefined || names.has(lift.callback));

const pruneExport = ({ lift, ...each }: Export, names: ReadonlySet<string>): Export => {
  if (lift === undefined) return each;
  const { postReturn, realloc, ...others } = lift;
  const kept: Lift = {
    ...others,
    ...(postReturn !== undefined && names.has(postReturn) ? { postReturn } : {}),
    ...(realloc !== undefined && names.has(realloc) ? { realloc } : {}),
  };
  return { ...each, lift: kept };
};

const LISTS = ['imports', 'resources', 'importedResources', 'globals', 'table', 'exports'] as const;

const withoutEmpty = (component: Component): Component =>
  LISTS.reduce<Component>((kept, list) => {
    if (kept[list]?.length !== 0) return kept;
    const { [list]: _, ...rest } = kept;
    return rest;
  }, component);

/** A component to which resources that it has not are numbers. */
const withNumbers = (component: Component, held: ReadonlySet<string>): Component =>
  replaceTypes(component, (type) => {
    const [whole, name = ''] = /(?:own|borrow)<([^<>]+)>/.exec(type) ?? [];
    if (whole === undefined || held.has(name)) return type;
    return type === whole ? 'u32' : type.replace(whole, 'u8');
  });

/** The same with every type of a handle, stream or future replaced. */
export const replaceTypes = <T>(value: T, replace: (type: string) => string): T => {
  if (typeof value === 'string') return (isType(value) ? replace(value) : value) as T;
  if (Array.isArray(value)) return value.map((each) => replaceTypes(each as unknown, replace)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [field, replaceTypes(each as unknown, replace)]),
  ) as T;
};

/** No name has brackets in it. */
const isType = (text: string): boolean => /^(stream|future|own|borrow)</.test(text);
