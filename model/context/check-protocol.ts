import { nearest } from '../nearest.ts';
import { closure, gotos, successors } from './protocol-graph.ts';
import {
  INSTRUCTIONS,
  allInstructions,
  armOf,
  instructionName,
  type Instruction,
  type InstructionName,
  type Protocol,
  type ProtocolOperation,
  type ProtocolStep,
} from './protocol.ts';

/** Why a protocol of the right shape cannot be run, with the step to look at; undefined when it can. */
export const checkProtocol = (
  operation: ProtocolOperation,
  protocol: Protocol,
): { readonly at: string; readonly problem: string } | undefined => {
  const labels = protocol.map((step) => step.label);
  for (const [i, step] of protocol.entries()) {
    const at = `protocols.${operation}[${i}]`;
    if (labels.indexOf(step.label) !== i) {
      return { at, problem: `the label \`${step.label}\` is taken by an earlier step` };
    }
    const targets = [...gotos(step.do), ...(step.next === undefined ? [] : [step.next])];
    for (const target of targets) {
      if (target !== 'done' && !labels.includes(target)) {
        return { at, problem: `there is no step \`${target}\` to go to${nearest(target, labels)}` };
      }
    }
    const problem = checkInstructions(operation, step.do) ?? checkPark(protocol, step, i);
    if (problem !== undefined) return { at, problem };
  }
  return checkEnds(operation, protocol);
};

const ENDS_STEP: ReadonlySet<InstructionName> = new Set(['park', 'requeue', 'goto', 'done']);

/** What a guard may carry: it comes before a trap, which nothing may hold up. */
const CLEAN_UP: ReadonlySet<InstructionName> = new Set([
  'deregister',
  'clear-token',
  'wake-one-more',
  'add',
  'store',
]);

const checkInstructions = (
  operation: ProtocolOperation,
  list: readonly Instruction[],
  nested = false,
): string | undefined => {
  for (const [i, instruction] of list.entries()) {
    const name = instructionName(instruction);
    const { in: allowed } = INSTRUCTIONS[name];
    if (!allowed.includes(operation)) {
      return `\`${name}\` has no meaning in \`${operation}\`; it belongs to ${allowed.join(', ')}`;
    }
    if (ENDS_STEP.has(name) && i < list.length - 1) {
      return `\`${name}\` ends its step, so nothing may follow it there`;
    }
    const arm = allInstructions(armOf(instruction));
    if (i < list.length - 1 && arm.some((inside) => inside === 'park' || inside === 'requeue')) {
      return `\`${name}\` may end the step inside, so nothing may follow it there`;
    }
    if (name === 'guard' && !arm.every((inside) => CLEAN_UP.has(instructionName(inside)))) {
      return `\`guard\` carries what to clean up before a trap: only ${[...CLEAN_UP].join(', ')}`;
    }
    if (name === 'acquire' && (nested || i > 0)) {
      return '`acquire` begins its step, which is done again while a lock is taken';
    }
    const inner = checkInstructions(operation, armOf(instruction), true);
    if (inner !== undefined) return inner;
  }
  return undefined;
};

/** A woken task must have a step to go on with: what it does then is the heart of the protocol. */
const checkPark = (protocol: Protocol, step: ProtocolStep, index: number): string | undefined =>
  allInstructions(step.do).includes('park') &&
  successors(protocol, ['park'], step.next, index).has(-1)
    ? '`park` needs a step after it: say by `next` what a woken task does'
    : undefined;

/** Whether every step that can be reached can go on to an end: a protocol that cannot would spin for ever. */
const checkEnds = (
  operation: ProtocolOperation,
  protocol: Protocol,
): { readonly at: string; readonly problem: string } | undefined => {
  const after = protocol.map((step, i) => successors(protocol, step.do, step.next, i));
  const ends = closure(
    after.flatMap((targets, i) => (targets.has(-1) ? [i] : [])),
    (i) => after.flatMap((targets, j) => (targets.has(i) ? [j] : [])),
  );
  const reached = closure([0], (i) => [...(after[i] ?? [])].filter((j) => j >= 0));
  const stuck = [...reached].filter((i) => !ends.has(i)).map((i) => protocol[i]!.label);
  return stuck.length === 0
    ? undefined
    : {
        at: `protocols.${operation}`,
        problem: `it never ends: from ${stuck.map((label) => `\`${label}\``).join(', ')} no step leads to \`done\``,
      };
};
