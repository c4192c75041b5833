import type {
  Component,
  CoreFunction,
  Instruction,
  Scenario,
} from '../../model/canonical/scenario.ts';

/** A list of instructions that takes the place of one. */
export type Edit = (instruction: Instruction) => Iterable<readonly Instruction[]>;

/** All bodies that `edit` makes out of this one by changing one instruction, at any depth, in order. */
export function* editOne(
  body: readonly Instruction[],
  edit: Edit,
): Iterable<readonly Instruction[]> {
  for (const [i, instruction] of body.entries()) {
    for (const replacement of edit(instruction)) yield body.toSpliced(i, 1, ...replacement);
    for (const inner of editInside(instruction, edit)) yield body.toSpliced(i, 1, inner);
  }
}

function* editInside(instruction: Instruction, edit: Edit): Iterable<Instruction> {
  if (instruction.op === 'loop') {
    for (const body of editOne(instruction.body, edit)) yield { ...instruction, body };
  }
  if (instruction.op !== 'if') return;
  for (const then of editOne(instruction.then, edit)) yield { ...instruction, then };
  for (const otherwise of editOne(instruction.else ?? [], edit)) {
    yield { ...instruction, else: otherwise };
  }
}

/** All scenarios that come of changing one component. */
export function* editComponent(
  scenario: Scenario,
  edit: (component: Component) => Iterable<Component>,
): Iterable<Scenario> {
  for (const [i, component] of scenario.components.entries()) {
    for (const edited of edit(component)) {
      yield { ...scenario, components: scenario.components.toSpliced(i, 1, edited) };
    }
  }
}

/** All scenarios that come of changing one core function. */
export const editFunction = (
  scenario: Scenario,
  edit: (each: CoreFunction) => Iterable<CoreFunction>,
): Iterable<Scenario> =>
  editComponent(scenario, function* (component) {
    for (const [i, each] of component.functions.entries()) {
      for (const edited of edit(each)) {
        yield { ...component, functions: component.functions.toSpliced(i, 1, edited) };
      }
    }
  });

/** All scenarios that come of changing one instruction. */
export const editInstruction = (scenario: Scenario, edit: Edit): Iterable<Scenario> =>
  editFunction(scenario, function* (each) {
    for (const body of editOne(each.body, edit)) yield { ...each, body };
  });

/** A body with every instruction replaced, from the outside in. */
export const mapBody = (
  body: readonly Instruction[],
  map: (instruction: Instruction) => readonly Instruction[],
): readonly Instruction[] =>
  body.flatMap(map).map((instruction) => {
    if (instruction.op === 'loop') return { ...instruction, body: mapBody(instruction.body, map) };
    if (instruction.op !== 'if') return instruction;
    const { then, else: otherwise } = instruction;
    return {
      ...instruction,
      then: mapBody(then, map),
      ...(otherwise === undefined ? {} : { else: mapBody(otherwise, map) }),
    };
  });

export const mapFunctions = (
  component: Component,
  map: (instruction: Instruction) => readonly Instruction[],
): Component => ({
  ...component,
  functions: component.functions.map((each) => ({ ...each, body: mapBody(each.body, map) })),
});

/** All instructions of a body, those in branches and loops included. */
export const instructionsIn = (body: readonly Instruction[]): readonly Instruction[] =>
  body.flatMap((instruction): readonly Instruction[] => {
    if (instruction.op === 'loop') return [instruction, ...instructionsIn(instruction.body)];
    if (instruction.op !== 'if') return [instruction];
    return [
      instruction,
      ...instructionsIn(instruction.then),
      ...instructionsIn(instruction.else ?? []),
    ];
  });

export const allInstructions = ({ components }: Scenario): readonly Instruction[] =>
  components.flatMap(({ functions }) => functions.flatMap(({ body }) => instructionsIn(body)));
