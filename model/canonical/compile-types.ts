import type { CompiledResource, ElementKind, Signature, ValueKind } from './program.ts';
import type { Component, FunctionType, Scenario } from './scenario.ts';

/** The resource and element types of a scenario, numbered. */
export interface Types {
  readonly resources: CompiledResource[];
  readonly elements: ElementKind[];
  /** The resource type that a name stands for in an instance. */
  readonly resource: (instance: number, name: string) => number;
  /** The element type of `stream<..>` or `future<..>` in an instance. */
  readonly element: (instance: number, type: string) => number;
  readonly signature: (instance: number, type: FunctionType) => Signature;
}

export const componentOf = (scenario: Scenario, instance: number): Component => {
  const { component } = scenario.instances[instance]!;
  return scenario.components.find(({ id }) => id === component)!;
};

export const instanceIndex = (scenario: Scenario, id: string | undefined): number =>
  scenario.instances.findIndex((instance) => instance.id === id);

/** What is between the angle brackets. */
const inside = (type: string): string => type.slice(type.indexOf('<') + 1, -1);

const PLAIN_ELEMENTS: ReadonlySet<string> = new Set(['unit', 'u8', 'u32']);

export const compileTypes = (scenario: Scenario): Types => {
  const resources = scenario.instances.flatMap((instance, i) =>
    (componentOf(scenario, i).resources ?? []).map(({ id }) => ({
      name: `${instance.id}.${id}`,
      instance: i,
      destructor: -1,
    })),
  );
  const resource = (instance: number, name: string): number => {
    if (instance < 0) return resources.findIndex((each) => each.name === name);
    const linked = scenario.instances[instance]!.resources?.[name];
    if (linked) return resource(instanceIndex(scenario, linked.instance), linked.resource);
    const full = `${scenario.instances[instance]!.id}.${name}`;
    return resources.findIndex((each) => each.name === full);
  };
  const elements: ElementKind[] = [];
  const element = (instance: number, type: string): number => {
    const text = inside(type);
    const owns = text.startsWith('own') ? resource(instance, inside(text)) : -1;
    const name = owns < 0 ? text : `own ${owns}`;
    const known = elements.findIndex((each) => each.name === name);
    if (known >= 0) return known;
    return (
      elements.push({ name, owns, plain: PLAIN_ELEMENTS.has(name), unit: name === 'unit' }) - 1
    );
  };
  const value = (instance: number, type: string): ValueKind => {
    if (type === 'u32') return { kind: 'number' };
    if (type === 'string') return { kind: 'string' };
    if (type.startsWith('own')) return { kind: 'own', type: resource(instance, inside(type)) };
    if (type.startsWith('borrow')) {
      return { kind: 'borrow', type: resource(instance, inside(type)) };
    }
    return {
      kind: 'end',
      future: type.startsWith('future'),
      element: element(instance, type),
    };
  };
  const signature = (
    instance: number,
    { async = false, params = [], result }: FunctionType,
  ): Signature => ({
    async,
    params: params.map((type) => value(instance, type)),
    result: result === undefined ? null : value(instance, result),
    resultName: result ?? '',
  });
  return { resources, elements, resource, element, signature };
};
