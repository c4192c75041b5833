import {
  allInstructions,
  instructionName,
  type Instruction,
  type InstructionName,
  type Protocol,
} from './protocol.ts';

/** The labels that the instructions of a step may go to. */
export const gotos = (list: readonly Instruction[]): readonly string[] =>
  allInstructions(list).flatMap((instruction) =>
    typeof instruction === 'object' && 'goto' in instruction ? [instruction.goto] : [],
  );

/** The steps that may follow a step; -1 is the end of the operation. */
export const successors = (
  protocol: Protocol,
  list: readonly Instruction[],
  next: string | undefined,
  index: number,
): ReadonlySet<number> => {
  const target = (label: string): number =>
    label === 'done' ? -1 : protocol.findIndex((step) => step.label === label);
  const found = new Set<number>(gotos(list).map(target));
  if (allInstructions(list).includes('done')) found.add(-1);
  const last = list.at(-1);
  const falls = last !== 'done' && !(typeof last === 'object' && 'goto' in last);
  if (falls)
    found.add(next === undefined ? (index + 1 < protocol.length ? index + 1 : -1) : target(next));
  return found;
};

/** All that can be reached from `from` by `next`, `from` included. */
export const closure = (
  from: readonly number[],
  next: (i: number) => readonly number[],
): Set<number> => {
  const found = new Set(from);
  for (const i of found) for (const j of next(i)) found.add(j);
  return found;
};

const stepsWith = (protocol: Protocol, name: InstructionName): readonly number[] =>
  protocol.flatMap((step, i) =>
    allInstructions(step.do).some((instruction) => instructionName(instruction) === name)
      ? [i]
      : [],
  );

/**
 * Whether somebody may step in between `first` and `then`: they stand in different steps, and one with
 * `then` can follow one with `first` before the task parks.
 */
export const hasWindow = (
  protocol: Protocol,
  first: InstructionName,
  then: InstructionName,
): boolean => {
  const goals = stepsWith(protocol, then);
  const parks = stepsWith(protocol, 'park');
  return stepsWith(protocol, first).some((from) => {
    const next = (i: number): readonly number[] =>
      i !== from && (parks.includes(i) || goals.includes(i)) ? [] : follow(protocol, i);
    const after = follow(protocol, from);
    if (parks.includes(from)) return false;
    return [...closure(after, next)].some((i) => i !== from && goals.includes(i));
  });
};

const follow = (protocol: Protocol, i: number): readonly number[] =>
  [...successors(protocol, protocol[i]!.do, protocol[i]!.next, i)].filter((j) => j >= 0);

/** Whether whoever registers has looked for an event in the same step: then none can be there already. */
export const checksAsItRegisters = (protocol: Protocol): boolean =>
  stepsWith(protocol, 'register').every((i) => {
    const names = allInstructions(protocol[i]!.do).map(instructionName);
    return names.includes('check') && names.indexOf('check') < names.indexOf('register');
  });
