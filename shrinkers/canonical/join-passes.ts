import type {
  Component,
  CoreFunction,
  Expression,
  Instruction,
  Scenario,
} from '../../model/canonical/scenario.ts';
import type { Pass } from '../pass.ts';
import { editComponent, instructionsIn, mapBody, mapFunctions } from './bodies.ts';
import { OPERANDS, operandOf } from './measure.ts';
import { scenarioPass } from './scenario-pass.ts';

/** Passes that let one function do what two did, and one name stand for what two did. */
export const joinPasses: readonly Pass<Scenario>[] = [
  scenarioPass('join-calls', 'lets the host make one call in place of two', function* (scenario) {
    for (const first of scenario.invocations) {
      for (const second of scenario.invocations) {
        if (first === second || first.instance !== second.instance) continue;
        const component = componentOf(scenario, second.instance);
        const before = syncFunctionOf(component, first.export);
        const after = functionOf(component, second.export);
        if (before === undefined || after === undefined) continue;
        const invocations = scenario.invocations.filter((each) => each !== first);
        for (const begun of [before.body, mapBody(before.body, unblocked)]) {
          const body = [...begun.filter(({ op }) => !op.startsWith('return')), ...after.body];
          const functions = component.functions.map((each) =>
            each === after ? { ...each, body } : each,
          );
          yield { ...withComponent(scenario, { ...component, functions }), invocations };
        }
      }
    }
  }),
  scenarioPass(
    'join-start',
    'lets a call do what an instance does at its start',
    function* (scenario) {
      for (const { instance, export: name } of scenario.invocations) {
        const { start, ...component } = componentOf(scenario, instance);
        const before = component.functions.find(({ id }) => id === start);
        const after = functionOf(component, name);
        if (before === undefined || after === undefined || before === after) continue;
        const functions = component.functions.flatMap((each) => {
          if (each === before) return [];
          return each === after ? [{ ...each, body: [...before.body, ...each.body] }] : [each];
        });
        yield withComponent(scenario, { ...component, functions });
      }
    },
  ),
  scenarioPass('inline-calls', 'lets a caller do what it calls another for', function* (scenario) {
    for (const instance of scenario.instances) {
      for (const [name, link] of Object.entries(instance.imports ?? {})) {
        if ('host' in link) continue;
        const callee = componentOf(scenario, link.instance);
        const called = syncFunctionOf(callee, link.export);
        if (called === undefined || calls(called, name)) continue;
        const caller = componentOf(scenario, instance.id);
        const inlined = mapFunctions(caller, (instruction) =>
          instruction.op === 'call' && instruction.import === name
            ? inPlaceOf(instruction, called)
            : [instruction],
        );
        const changed = withComponent(scenario, inlined);
        yield withComponent(changed, without(componentOf(changed, link.instance), called.id));
      }
    }
  }),
  scenarioPass('call-callee', 'lets the host call what its callee calls', function* (scenario) {
    for (const [i, invocation] of scenario.invocations.entries()) {
      const component = componentOf(scenario, invocation.instance);
      const called = functionOf(component, invocation.export);
      const { imports = {} } = scenario.instances.find(({ id }) => id === invocation.instance)!;
      for (const [name, link] of Object.entries(imports)) {
        if ('host' in link || called === undefined || !calls(called, name)) continue;
        const { args: _, ...rest } = invocation;
        yield {
          ...withComponent(scenario, without(component, called.id)),
          invocations: scenario.invocations.with(i, { ...rest, ...link }),
        };
      }
    }
  }),
  scenarioPass('inline-values', 'puts a value where the name of it stands', (scenario) =>
    editComponent(scenario, function* (component) {
      for (const each of component.functions.flatMap(({ body }) => instructionsIn(body))) {
        if (each.op !== 'set') continue;
        const { name, value } = each;
        if (inPlace(value, name, 0) !== value) continue;
        yield mapFunctions(component, (instruction) =>
          instruction === each ? [] : [withValue(instruction, name, value)],
        );
      }
    }),
  ),
];

/** An expression with a value in the place of a name; the same where it has none. */
const inPlace = (of: Expression, name: string, value: Expression): Expression => {
  if (typeof of !== 'object') return of === name ? value : of;
  if (of.length === 2) {
    const cell = inPlace(of[1], name, value);
    return cell === of[1] ? of : ['load', cell];
  }
  const [operator, left, right] = of;
  const replaced = [inPlace(left, name, value), inPlace(right, name, value)] as const;
  return replaced[0] === left && replaced[1] === right ? of : [operator, ...replaced];
};

const withValue = (instruction: Instruction, name: string, value: Expression): Instruction => {
  const changed = OPERANDS.flatMap((field): readonly (readonly [string, Expression])[] => {
    const of = operandOf(instruction, field);
    return of === undefined ? [] : [[field, inPlace(of, name, value)]];
  });
  return {
    ...instruction,
    ...Object.fromEntries(changed),
    ...(instruction.op === 'call' &&
      instruction.args && { args: instruction.args.map((each) => inPlace(each, name, value)) }),
  };
};

/** A copy does not block: what comes after it would not be met. */
const unblocked = (instruction: Instruction): readonly Instruction[] =>
  /^(stream|future)\.(read|write)$/.test(instruction.op)
    ? [{ ...instruction, async: true } as Instruction]
    : [instruction];

const componentOf = ({ instances, components }: Scenario, instance: string): Component => {
  const { component } = instances.find(({ id }) => id === instance)!;
  return components.find(({ id }) => id === component)!;
};

const withComponent = (scenario: Scenario, component: Component): Scenario => ({
  ...scenario,
  components: scenario.components.map((each) => (each.id === component.id ? component : each)),
});

/** The core function of an export. */
const functionOf = ({ exports, functions }: Component, name: string): CoreFunction | undefined => {
  const entry = exports?.find(({ id }) => id === name)?.function;
  return functions.find(({ id }) => id === entry);
};

/** The same of one that is lifted synchronously: it ends with its value. */
const syncFunctionOf = (component: Component, name: string): CoreFunction | undefined => {
  const { abi = 'sync' } = component.exports?.find(({ id }) => id === name)?.lift ?? {};
  return abi === 'sync' ? functionOf(component, name) : undefined;
};

const calls = ({ body }: CoreFunction, name: string): boolean =>
  instructionsIn(body).some((each) => each.op === 'call' && each.import === name);

/** A component without a function, and what it is exported for. */
const without = (component: Component, name: string): Component => ({
  ...component,
  functions: component.functions.filter(({ id }) => id !== name),
});

const RETURNED = 2;

/** What a function does, with its parameters set, and its value where that of the call goes. */
const inPlaceOf = (
  { args = [], async = false, into }: Extract<Instruction, { op: 'call' }>,
  { params = [], body }: CoreFunction,
): readonly Instruction[] => [
  ...params.map((name, i): Instruction => ({ op: 'set', name, value: args[i] ?? 0 })),
  ...body.flatMap((instruction): readonly Instruction[] => {
    if (instruction.op !== 'return') return [instruction];
    const value = async ? RETURNED : (instruction.value ?? 0);
    return into === undefined ? [] : [{ op: 'set', name: into, value }];
  }),
];
