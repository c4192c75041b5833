import { nearest } from '../nearest.ts';
import { checkComponent } from './check-component.ts';
import type { Component, Instance, Invocation, Scenario } from './scenario.ts';

/** Where a scenario breaks a rule that its schema cannot say. */
export interface Problem {
  readonly at: string;
  readonly problem: string;
}

export const unknown = (
  at: string,
  what: string,
  name: string,
  known: readonly string[],
): Problem | undefined =>
  known.includes(name)
    ? undefined
    : { at, problem: `there is no ${what} \`${name}\`${nearest(name, known)}` };

/** The first of them that is a problem. */
export const first = <T>(
  items: readonly T[],
  check: (item: T, i: number) => Problem | undefined,
): Problem | undefined => {
  for (const [i, item] of items.entries()) {
    const problem = check(item, i);
    if (problem) return problem;
  }
  return undefined;
};

export const checkUnique = (
  at: string,
  items: readonly { readonly id: string }[] = [],
): Problem | undefined =>
  first(items, ({ id }, i) =>
    items.findIndex((each) => each.id === id) < i
      ? { at: `${at}[${i}].id`, problem: `\`${id}\` is the id of another already` }
      : undefined,
  );

/** The first broken rule of a scenario of the right shape. */
export const checkScenario = (scenario: Scenario): Problem | undefined =>
  checkUnique('components', scenario.components) ??
  checkUnique('instances', scenario.instances) ??
  checkUnique('hostFunctions', scenario.hostFunctions) ??
  checkUnique('hostEnds', scenario.hostEnds) ??
  checkUnique('invocations', scenario.invocations) ??
  first(scenario.components, (component, i) => checkComponent(component, `components[${i}]`)) ??
  first(scenario.instances, (instance, i) => checkInstance(scenario, instance, i)) ??
  checkHost(scenario);

const componentOf = (scenario: Scenario, instance: string): Component | undefined => {
  const component = scenario.instances.find(({ id }) => id === instance)?.component;
  return scenario.components.find(({ id }) => id === component);
};

const ids = (items: readonly { readonly id: string }[] = []): readonly string[] =>
  items.map(({ id }) => id);

const checkInstance = (scenario: Scenario, instance: Instance, i: number): Problem | undefined => {
  const at = `instances[${i}]`;
  const before = scenario.instances.slice(0, i).map(({ id }) => id);
  const noComponent = unknown(
    `${at}.component`,
    'component',
    instance.component,
    ids(scenario.components),
  );
  if (noComponent) return noComponent;
  if (instance.parent !== undefined) {
    const noParent = unknown(`${at}.parent`, 'earlier instance', instance.parent, before);
    if (noParent) return noParent;
  }
  const component = scenario.components.find(({ id }) => id === instance.component)!;
  return (
    checkLinks(scenario, instance, component, at) ??
    first(component.importedResources ?? [], (name) => {
      const link = instance.resources?.[name];
      if (!link)
        return { at: `${at}.resources`, problem: `the resource \`${name}\` is not linked` };
      const there = componentOf(scenario, link.instance);
      const known = [...ids(there?.resources), ...(there?.importedResources ?? [])];
      return (
        unknown(`${at}.resources.${name}`, 'instance', link.instance, ids(scenario.instances)) ??
        unknown(`${at}.resources.${name}`, 'resource', link.resource, known)
      );
    })
  );
};

const checkLinks = (
  scenario: Scenario,
  instance: Instance,
  { imports = [] }: Component,
  at: string,
): Problem | undefined =>
  first(imports, ({ id, type }) => {
    const link = instance.imports?.[id];
    const place = `${at}.imports.${id}`;
    if (!link) return { at: `${at}.imports`, problem: `the import \`${id}\` is not linked` };
    const host = scenario.hostFunctions ?? [];
    const missing =
      'host' in link
        ? unknown(place, 'function of the host', link.host, ids(host))
        : (unknown(place, 'instance', link.instance, ids(scenario.instances)) ??
          checkExport(scenario, place, link));
    if (missing) return missing;
    const there =
      'host' in link
        ? host.find((each) => each.id === link.host)!.type
        : componentOf(scenario, link.instance)!.exports!.find((each) => each.id === link.export)!
            .type;
    const alike =
      (there.async ?? false) === (type.async ?? false) &&
      (there.params ?? []).length === (type.params ?? []).length &&
      (there.result === undefined) === (type.result === undefined);
    return alike
      ? undefined
      : { at: place, problem: 'the import and what it is linked to have different types' };
  });

const checkExport = (
  scenario: Scenario,
  at: string,
  link: { readonly instance: string; readonly export: string },
): Problem | undefined =>
  unknown(at, 'instance', link.instance, ids(scenario.instances)) ??
  unknown(at, 'export', link.export, ids(componentOf(scenario, link.instance)?.exports));

/** A host that calls with a number where an end is asked for would give away one that there is not. */
const checkEnds = (
  scenario: Scenario,
  at: string,
  { instance, export: name, args = [] }: Pick<Invocation, 'instance' | 'export' | 'args'>,
): Problem | undefined => {
  const called = componentOf(scenario, instance)?.exports?.find(({ id }) => id === name);
  return first(called?.type.params ?? [], (type, i) =>
    /^(?:stream|future)</.test(type) && typeof (args[i] ?? 0) === 'number'
      ? { at: `${at}[${i}]`, problem: `\`${name}\` takes a ${type}, and gets a number` }
      : undefined,
  );
};

const checkHost = (scenario: Scenario): Problem | undefined => {
  const { hostFunctions = [], hostEnds = [], invocations } = scenario;
  const values = (at: string, args: readonly unknown[] = []): Problem | undefined =>
    first(args, (value, i) => {
      if (typeof value !== 'object' || value === null) return undefined;
      const place = `${at}[${i}]`;
      return 'end' in value
        ? unknown(place, 'end of the host', String(value.end), ids(hostEnds))
        : unknown(place, 'invocation', (value as { result: string }).result, ids(invocations));
    });
  return (
    first(invocations, (invocation, i) => {
      const at = `invocations[${i}]`;
      return (
        checkExport(scenario, `${at}.export`, invocation) ??
        values(`${at}.args`, invocation.args) ??
        checkEnds(scenario, `${at}.args`, invocation) ??
        first(invocation.after ?? [], (name, j) =>
          unknown(`${at}.after[${j}]`, 'invocation', name, ids(invocations)),
        )
      );
    }) ??
    first(hostFunctions, ({ type, resolve, start, result, calls }, i) => {
      const at = `hostFunctions[${i}]`;
      const late = (resolve ?? 'now') !== 'now' || start === 'later';
      if (type.async !== true && late) {
        return { at, problem: 'a function of a sync type starts and resolves in the call' };
      }
      return (
        values(`${at}.result`, result === undefined ? [] : [result]) ??
        first(
          calls ?? [],
          (call, j) =>
            checkExport(scenario, `${at}.calls[${j}]`, call) ??
            values(`${at}.calls[${j}].args`, call.args) ??
            checkEnds(scenario, `${at}.calls[${j}].args`, call),
        )
      );
    }) ??
    first(hostEnds, ({ end, steps = [], type }, i) =>
      first(steps, ({ op }, j) => {
        const at = `hostEnds[${i}].steps[${j}]`;
        if ((op === 'write') !== (end === 'writable') && (op === 'write' || op === 'read')) {
          return { at, problem: `a ${end} end cannot \`${op}\`` };
        }
        const unwritten = type.startsWith('future') && end === 'writable' && op === 'drop';
        return unwritten && !steps.slice(0, j).some((step) => step.op === 'write')
          ? { at, problem: 'the writable end of a future writes before it is dropped' }
          : undefined;
      }),
    )
  );
};
