import {
  operationsIn,
  type Call,
  type Operation,
  type Scenario,
} from '../../model/context/scenario.ts';

/** All bodies that `edit` makes out of this one by changing one operation, at any depth, in order. */
export function* editOne(
  body: readonly Operation[],
  edit: (operation: Operation) => Iterable<readonly Operation[]>,
): Iterable<readonly Operation[]> {
  for (const [i, operation] of body.entries()) {
    for (const replacement of edit(operation)) yield body.toSpliced(i, 1, ...replacement);
    if (operation.op !== 'call') continue;
    for (const inner of editOne(operation.body, edit)) {
      yield body.toSpliced(i, 1, { ...operation, body: inner });
    }
  }
}

/** All scenarios that come of changing one operation of one task. */
export function* editOperation(
  scenario: Scenario,
  edit: (operation: Operation) => Iterable<readonly Operation[]>,
): Iterable<Scenario> {
  for (const [i, task] of scenario.tasks.entries()) {
    for (const body of editOne(task.body, edit)) {
      yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, { ...task, body }) };
    }
  }
}

export const allOperations = (scenario: Scenario): readonly Operation[] =>
  scenario.tasks.flatMap(({ body }) => operationsIn(body));

export const calls = (scenario: Scenario): readonly Call[] =>
  allOperations(scenario).filter((operation) => operation.op === 'call');

/** A body with every operation replaced, from the outside in. */
export const mapBody = (
  body: readonly Operation[],
  map: (operation: Operation) => Operation,
): readonly Operation[] =>
  body.map((operation) => {
    const mapped = map(operation);
    return mapped.op === 'call' ? { ...mapped, body: mapBody(mapped.body, map) } : mapped;
  });
