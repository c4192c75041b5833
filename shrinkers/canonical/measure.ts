import { everyOf } from '../../model/every.ts';
import type { Expression, Instruction, Scenario } from '../../model/canonical/scenario.ts';
import { allInstructions } from './bodies.ts';
import { replaceTypes } from './prune.ts';

/** Instances; what the host calls, implements and holds; instructions. */
export const measure = (scenario: Scenario): readonly number[] => {
  const { instances, invocations, hostFunctions = [], hostEnds = [] } = scenario;
  const steps = hostEnds.reduce((sum, { steps: own = [] }) => sum + own.length, 0);
  const calls = hostFunctions.reduce((sum, { calls: own = [] }) => sum + own.length, 0);
  return [
    instances.length,
    invocations.length + hostFunctions.length + hostEnds.length + calls + steps,
    allInstructions(scenario).length,
  ];
};

/** What has a name; what each of it has beside that; what streams carry; how long the operands are, and how large. */
export const plainness = (scenario: Scenario): readonly number[] => {
  const { components, instances, invocations, hostFunctions = [] } = scenario;
  const names = components.reduce(
    (sum, each) =>
      sum +
      each.functions.length +
      (each.exports ?? []).length +
      (each.imports ?? []).length +
      (each.resources ?? []).length +
      (each.importedResources ?? []).length +
      (each.globals ?? []).length +
      (each.table ?? []).length,
    components.length,
  );
  const options =
    instances.filter(({ parent }) => parent !== undefined).length +
    invocations.reduce((sum, each) => sum + Object.keys(each).length, 0) +
    hostFunctions.reduce((sum, each) => sum + Object.keys(each).length, 0);
  const lifts = components
    .flatMap(({ exports = [] }) => exports)
    .reduce((sum, { lift, type }) => {
      const { abi = 'sync', ...more } = lift ?? {};
      const { async = false, params = [], result } = type;
      const typed = params.length + (result === undefined ? 0 : 1) + (async ? 1 : 0);
      return sum + ABIS.indexOf(abi) + Object.keys(more).length + typed;
    }, 0);
  const code = allInstructions(scenario);
  return [
    names,
    options + lifts + code.reduce((sum, each) => sum + fieldsOf(each).length, 0),
    elementsOf(scenario),
    code.flatMap(operandsOf).reduce<number>((sum, each) => sum + weightOf(each), 0),
    components.reduce((sum, { memory = 0 }) => sum + memory, 0),
  ];
};

const ELEMENTS = ['unit', 'u8', 'u32', 'char'];

/** How plain what streams and futures carry is, for each time that it is named. */
const elementsOf = (scenario: Scenario): number => {
  let sum = 0;
  replaceTypes(scenario, (type) => {
    const [, element] = /^(?:stream|future)<(.*)>$/.exec(type) ?? [];
    const rank = element === undefined ? 0 : ELEMENTS.indexOf(element);
    sum += rank < 0 ? ELEMENTS.length : rank;
    return type;
  });
  return sum;
};

const ABIS = ['sync', 'stackful', 'callback'];

const fieldsOf = (instruction: Instruction): readonly unknown[] =>
  Object.entries(instruction).flatMap(([field, value]) =>
    field === 'op' || value === false ? [] : [value as unknown],
  );

/** The fields of a union of objects that are expressions. */
type ExpressionFields<T> = T extends unknown
  ? { [K in keyof T]-?: Expression extends T[K] ? K : never }[keyof T]
  : never;

/** What an instruction may compute before it does anything. */
export const OPERANDS = everyOf<ExpressionFields<Instruction>>()([
  'value',
  'condition',
  'set',
  'cell',
  'end',
  'count',
  'waitable',
  'subtask',
  'thread',
  'argument',
  'index',
  'rep',
  'handle',
]);

/** This operand of an instruction, if it has it. */
export const operandOf = (
  instruction: Instruction,
  field: (typeof OPERANDS)[number],
): Expression | undefined =>
  (instruction as Readonly<Partial<Record<typeof field, Expression>>>)[field];

const operandsOf = (instruction: Instruction): readonly Expression[] => [
  ...OPERANDS.flatMap((field) =>
    field in instruction ? [operandOf(instruction, field) ?? 0] : [],
  ),
  ...(instruction.op === 'call' ? (instruction.args ?? []) : []),
];

const weightOf = (expression: Expression): number => {
  if (typeof expression === 'number') return Math.min(Math.abs(expression), 100);
  if (typeof expression === 'string') return 1;
  return expression.slice(1).reduce<number>((sum, part) => sum + weightOf(part), 2);
};
