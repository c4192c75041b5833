import type {
  Export,
  Expression,
  FunctionType,
  HostFunction,
  Scenario,
} from '../../model/canonical/scenario.ts';
import type { Pass } from '../pass.ts';
import { editComponent, editInstruction } from './bodies.ts';
import { OPERANDS, operandOf } from './measure.ts';
import { replaceTypes } from './prune.ts';
import { editingOne, scenarioPass, withoutField } from './scenario-pass.ts';
import { withoutParameter, withType } from './types.ts';

const unwrap = scenarioPass(
  'unwrap',
  'puts a branch, or the body of a loop, in the place of the whole',
  (scenario) =>
    editInstruction(scenario, (instruction) => {
      if (instruction.op === 'loop') return [instruction.body];
      return instruction.op === 'if' ? [instruction.then, instruction.else ?? []] : [];
    }),
);

const plainerHost = (each: HostFunction): Iterable<HostFunction> =>
  withoutField(each, ['start', 'resolve', 'cancel', 'calls', 'result']);

const plainHost = scenarioPass(
  'plain-host',
  'lets the host do what it does at once, and no more',
  function* (scenario) {
    const { hostFunctions, hostEnds, invocations } = scenario;
    for (const edited of editingOne(hostFunctions, plainerHost)) {
      yield { ...scenario, hostFunctions: edited };
    }
    for (const edited of editingOne(hostEnds, (each) => withoutField(each, ['slowCancel']))) {
      yield { ...scenario, hostEnds: edited };
    }
    const fields = ['cancel', 'after', 'evenAfterTrap', 'args'];
    for (const edited of editingOne(invocations, (each) => withoutField(each, fields))) {
      yield { ...scenario, invocations: edited };
    }
    for (const edited of editingOne(scenario.instances, (each) => withoutField(each, ['parent']))) {
      yield { ...scenario, instances: edited };
    }
  },
);

const ABIS = ['sync', 'stackful', 'callback'] as const;

const plainLift = scenarioPass(
  'plain-lift',
  'lifts a function more plainly: without its options, or by a plainer ABI',
  (scenario) =>
    editComponent(scenario, function* (component) {
      for (const exports of editingOne(component.exports, plainerLifts)) {
        yield { ...component, exports };
      }
    }),
);

function* plainerLifts(each: Export): Iterable<Export> {
  const { lift } = each;
  if (lift === undefined) return;
  for (const plainer of withoutField(lift, ['postReturn', 'realloc', 'options'])) {
    yield { ...each, lift: plainer };
  }
  const { callback: _, ...others } = lift;
  for (const abi of ABIS.slice(0, ABIS.indexOf(lift.abi))) {
    yield { ...each, lift: { ...others, abi } };
  }
}

const plainType = scenarioPass(
  'plain-type',
  'gives a function a plainer type: without a parameter or result, with numbers in it, or sync',
  function* (scenario) {
    for (const component of scenario.components) {
      for (const { id, type } of component.exports ?? []) {
        const at = { component: component.id, export: id };
        for (const i of (type.params ?? []).keys()) yield withoutParameter(scenario, at, i);
        for (const plainer of plainerTypes(type)) yield withType(scenario, at, plainer);
      }
    }
  },
);

function* plainerTypes(type: FunctionType): Iterable<FunctionType> {
  yield* withoutField(type, ['result', 'async']);
  for (const params of editingOne(type.params, (each) =>
    each === 'u32' ? [] : ['u32' as const],
  )) {
    yield { ...type, params };
  }
  if (type.result !== undefined && type.result !== 'u32') yield { ...type, result: 'u32' };
}

/** From one element type to a plainer one. */
const PLAINER_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  unit: [],
  u8: ['unit'],
  u32: ['unit', 'u8'],
  char: ['unit', 'u8'],
};

const plainElement = scenarioPass(
  'plain-element',
  'lets streams and futures carry something plainer, or nothing',
  function* (scenario) {
    const found = new Set<string>();
    replaceTypes(scenario, (type) => {
      if (/^(stream|future)</.test(type)) found.add(type.slice(7, -1));
      return type;
    });
    for (const element of found) {
      for (const plainer of PLAINER_ELEMENTS[element] ?? ['unit', 'u8']) {
        yield replaceTypes(scenario, (type) =>
          type.slice(7, -1) === element && /^(stream|future)</.test(type)
            ? `${type.slice(0, 7)}${plainer}>`
            : type,
        );
      }
    }
  },
);

const plainInstruction = scenarioPass(
  'plain-instruction',
  'leaves out what an instruction need not say, or has it return at once',
  (scenario) =>
    editInstruction(scenario, function* (instruction) {
      for (const plainer of withoutField(instruction, FLAGS)) yield [plainer];
      if (instruction.op === 'return-yield' || instruction.op === 'return-wait') {
        yield [{ op: 'return-exit' }];
      }
      if (instruction.op === 'return' && instruction.value !== undefined) yield [{ op: 'return' }];
    }),
);

const FLAGS = ['cancellable', 'async', 'else', 'realloc', 'p1', 'p2', 'options'];

const plainOperand = scenarioPass(
  'plain-operand',
  'puts a part of an operand, or a small number, in its place',
  (scenario) =>
    editInstruction(scenario, function* (instruction) {
      for (const field of OPERANDS) {
        const operand = operandOf(instruction, field);
        if (operand === undefined) continue;
        for (const value of plainerThan(operand)) {
          yield [{ ...instruction, [field]: value }];
        }
      }
      if (instruction.op !== 'call') return;
      for (const args of editingOne(instruction.args, plainerThan))
        yield [{ ...instruction, args }];
    }),
);

function* plainerThan(expression: Expression): Iterable<Expression> {
  if (typeof expression === 'number') {
    for (const number of [0, 1]) if (number < expression) yield number;
    return;
  }
  if (typeof expression === 'string') return;
  const [operator, ...parts] = expression;
  if (operator !== 'load') yield* parts;
  yield 0;
  yield 1;
}

/** What puts something plainer in the place of something. */
export const simplerPasses: readonly Pass<Scenario>[] = [
  unwrap,
  plainHost,
  plainLift,
  plainType,
  plainElement,
  plainInstruction,
  plainOperand,
];
