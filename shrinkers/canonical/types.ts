import type { Component, FunctionType, Scenario } from '../../model/canonical/scenario.ts';
import { mapFunctions } from './bodies.ts';

/** An export of a component. */
interface ExportAt {
  readonly component: string;
  readonly export: string;
}

/** The scenario in which an export, and every import that is linked to it, has another type. */
export const withType = (scenario: Scenario, at: ExportAt, type: FunctionType): Scenario => ({
  ...scenario,
  components: scenario.components.map((component) => ({
    ...component,
    ...(component.imports === undefined
      ? {}
      : {
          imports: component.imports.map((each) =>
            isLinked(scenario, component, each.id, at) ? { ...each, type } : each,
          ),
        }),
    ...(component.id !== at.component || component.exports === undefined
      ? {}
      : {
          exports: component.exports.map((each) =>
            each.id === at.export ? { ...each, type } : each,
          ),
        }),
  })),
});

/** The scenario in which an export has one parameter less, and nobody gives it. */
export const withoutParameter = (scenario: Scenario, at: ExportAt, index: number): Scenario => {
  const owner = scenario.components.find(({ id }) => id === at.component)!;
  const { type, function: entry } = owner.exports!.find(({ id }) => id === at.export)!;
  const params = (type.params ?? []).toSpliced(index, 1);
  const retyped = withType(scenario, at, { ...type, params });
  const calls = scenario.instances.filter(({ component }) => component === at.component);
  const isCalled = (target: { readonly instance: string; readonly export: string }): boolean =>
    target.export === at.export && calls.some(({ id }) => id === target.instance);
  const without = <T extends { readonly args?: readonly unknown[] }>(call: T): T =>
    call.args === undefined ? call : { ...call, args: call.args.toSpliced(index, 1) };
  return {
    ...retyped,
    components: retyped.components.map((component) => {
      const called = mapFunctions(component, (instruction) =>
        instruction.op === 'call' && isLinked(scenario, component, instruction.import, at)
          ? [{ ...instruction, args: (instruction.args ?? []).toSpliced(index, 1) }]
          : [instruction],
      );
      if (component.id !== at.component) return called;
      return {
        ...called,
        functions: called.functions.map((each) =>
          each.id === entry && each.params !== undefined
            ? { ...each, params: each.params.toSpliced(index, 1) }
            : each,
        ),
      };
    }),
    invocations: retyped.invocations.map((each) => (isCalled(each) ? without(each) : each)),
    ...(retyped.hostFunctions === undefined
      ? {}
      : {
          hostFunctions: retyped.hostFunctions.map((each) => ({
            ...each,
            ...(each.calls === undefined
              ? {}
              : { calls: each.calls.map((call) => (isCalled(call) ? without(call) : call)) }),
          })),
        }),
  };
};

/** Whether some instance of the component links this import to the export. */
const isLinked = (
  { instances }: Scenario,
  component: Component,
  name: string,
  at: ExportAt,
): boolean =>
  instances.some((each) => {
    const link = each.component === component.id ? each.imports?.[name] : undefined;
    if (link === undefined || 'host' in link || link.export !== at.export) return false;
    return instances.some(({ id, component: of }) => id === link.instance && of === at.component);
  });
