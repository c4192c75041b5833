import { cancelCopy, copy, dropEnd, endsNew } from './built-ins/ends.ts';
import { resourceDrop, resourceNew, resourceRep } from './built-ins/resources.ts';
import { setDrop, setNew, setPoll, setWait, waitableJoin } from './built-ins/sets.ts';
import { subtaskCancel, subtaskDrop } from './built-ins/subtasks.ts';
import { backpressureDec, backpressureInc, taskCancel, taskReturn } from './built-ins/tasks.ts';
import * as threads from './built-ins/threads.ts';
import { mayNotBlock } from './blocking.ts';
import { compileExpression, compileInto, type Names } from './expressions.ts';
import { lower } from './lower.ts';
import type { Code, Evaluate, Run } from './program.ts';
import { runBare } from './run.ts';
import type { BuiltIn } from './built-in-types.ts';
import type { Expression } from './scenario.ts';
import { instanceStateOf, tell, trapIn } from './world.ts';

/** What the names in a built-in stand for in one instance. */
export interface Scope {
  readonly names: Names;
  readonly link: (name: string) => number;
  readonly isAsync: (link: number) => boolean;
  readonly func: (name: string | undefined) => number;
  readonly element: (type: string) => number;
  readonly resource: (name: string) => number;
  /** The link that leads to the destructor of a resource, or -1. */
  readonly destructor: (name: string) => number;
}

/** Built-ins that may be used even where the instance may not be left. */
const ALWAYS: ReadonlySet<BuiltIn['op']> = new Set<BuiltIn['op']>([
  'context.get',
  'context.set',
  'backpressure.inc',
  'backpressure.dec',
  'resource.rep',
]);

export const compileBuiltIn = (scope: Scope, instruction: BuiltIn): Code => {
  const { op } = instruction;
  const into = compileInto(scope.names, 'into' in instruction ? instruction.into : undefined);
  const [first, second] =
    'readable' in instruction
      ? [instruction.readable, instruction.writable]
      : 'p1' in instruction || 'p2' in instruction
        ? [instruction.p1, instruction.p2]
        : [];
  return {
    op,
    async: isAsync(instruction),
    run: guarded(ALWAYS.has(op), isAsync(instruction), op, runOf(scope, instruction)),
    into,
    p1: compileInto(scope.names, first),
    p2: compileInto(scope.names, second),
  };
};

/** Tells of the built-in, and traps where the instance may not be left. */
const guarded =
  (always: boolean, async: boolean, operation: string, run: Run): Run =>
  (world, thread) => {
    if (!always && !instanceStateOf(world, thread).mayLeave) {
      return trapIn(world, thread, 'cannot-leave');
    }
    tell(world, { kind: 'built-in', thread: thread.name, operation, async });
    return run(world, thread) === 'stop' || world.state.over !== '' ? 'stop' : 'go';
  };

const isAsync = (instruction: BuiltIn): boolean => 'async' in instruction && instruction.async;

const runOf = (scope: Scope, instruction: BuiltIn): Run => {
  const value = (expression: Expression | undefined): Evaluate =>
    compileExpression(scope.names, expression ?? 0);
  if (isEndBuiltIn(instruction)) return endRun(scope, instruction, value);
  if (isThreadBuiltIn(instruction)) return threadRun(instruction, value);
  switch (instruction.op) {
    case 'call':
      return compileCall(scope, instruction);
    case 'waitable-set.new':
      return setNew;
    case 'waitable-set.wait':
      return setWait(value(instruction.set), instruction.cancellable === true);
    case 'waitable-set.poll':
      return setPoll(value(instruction.set), instruction.cancellable === true);
    case 'waitable-set.drop':
      return setDrop(value(instruction.set));
    case 'waitable.join':
      return waitableJoin(value(instruction.waitable), value(instruction.set));
    case 'task.return':
      return taskReturn(
        value(instruction.value),
        instruction.type ?? null,
        instruction.options ?? null,
        runBare,
      );
    case 'task.cancel':
      return taskCancel(runBare);
    case 'context.get':
      return threads.contextGet(instruction.slot);
    case 'context.set':
      return threads.contextSet(instruction.slot, value(instruction.value));
    case 'backpressure.inc':
      return backpressureInc;
    case 'backpressure.dec':
      return backpressureDec;
    case 'subtask.cancel':
      return subtaskCancel(value(instruction.subtask), instruction.async === true, runBare);
    case 'subtask.drop':
      return subtaskDrop(value(instruction.subtask));
    case 'resource.new':
      return resourceNew(scope.resource(instruction.resource), value(instruction.rep));
    case 'resource.rep':
      return resourceRep(scope.resource(instruction.resource), value(instruction.handle));
    case 'resource.drop':
      return resourceDrop(
        scope.resource(instruction.resource),
        value(instruction.handle),
        scope.destructor(instruction.resource),
      );
    default:
      return instruction satisfies never;
  }
};

const compileCall = (scope: Scope, instruction: Extract<BuiltIn, { op: 'call' }>): Run => {
  const link = scope.link(instruction.import);
  const async = instruction.async === true;
  const lowering = {
    link,
    async,
    args: (instruction.args ?? []).map((arg) => compileExpression(scope.names, arg)),
    cell: async ? compileExpression(scope.names, instruction.cell ?? 0) : null,
    realloc: scope.func(instruction.realloc),
  };
  // A sync call of an async type could block.
  const blocks = !async && scope.isAsync(link);
  return (world, thread) =>
    blocks && mayNotBlock(world, thread) ? 'stop' : lower(world, thread, lowering);
};

type EndBuiltIn = Extract<BuiltIn, { op: `stream.${string}` | `future.${string}` }>;

const isEndBuiltIn = (instruction: BuiltIn): instruction is EndBuiltIn =>
  instruction.op.startsWith('stream.') || instruction.op.startsWith('future.');

type EndKind = 'readable' | 'writable';

const endRun = (
  scope: Scope,
  instruction: EndBuiltIn,
  value: (expression: Expression | undefined) => Evaluate,
): Run => {
  const future = instruction.op.startsWith('future');
  const element = scope.element(instruction.type);
  const endOf = (kind: EndKind, { end }: Exclude<EndBuiltIn, { readable: string }>) =>
    ({ kind, future, element, end: value(end), async: isAsync(instruction) }) as const;
  switch (instruction.op) {
    case 'stream.new':
    case 'future.new':
      return endsNew(future, element);
    case 'stream.drop-readable':
    case 'future.drop-readable':
      return dropEnd(endOf('readable', instruction));
    case 'stream.drop-writable':
    case 'future.drop-writable':
      return dropEnd(endOf('writable', instruction));
    case 'stream.cancel-read':
    case 'future.cancel-read':
      return cancelCopy(endOf('readable', instruction));
    case 'stream.cancel-write':
    case 'future.cancel-write':
      return cancelCopy(endOf('writable', instruction));
    case 'stream.read':
    case 'stream.write':
    case 'future.read':
    case 'future.write': {
      const kind = instruction.op.endsWith('read') ? 'readable' : 'writable';
      const count = 'count' in instruction ? value(instruction.count) : (): number => 1;
      return copy({ ...endOf(kind, instruction), cell: value(instruction.cell), count });
    }
    default:
      return instruction satisfies never;
  }
};

type ThreadBuiltIn = Extract<BuiltIn, { op: `thread.${string}` }>;

const isThreadBuiltIn = (instruction: BuiltIn): instruction is ThreadBuiltIn =>
  instruction.op.startsWith('thread.');

const threadRun = (
  instruction: ThreadBuiltIn,
  value: (expression: Expression | undefined) => Evaluate,
): Run => {
  const cancellable = 'cancellable' in instruction && instruction.cancellable;
  switch (instruction.op) {
    case 'thread.index':
      return threads.threadIndex;
    case 'thread.new-indirect':
      return threads.threadNew(value(instruction.index), value(instruction.argument));
    case 'thread.resume-later':
      return threads.threadResumeLater(value(instruction.thread));
    case 'thread.suspend':
      return threads.threadSuspend(cancellable);
    case 'thread.yield':
      return threads.threadYield(cancellable);
    case 'thread.suspend-then-resume':
      return threads.threadThenResume(value(instruction.thread), 'none', cancellable);
    case 'thread.yield-then-resume':
      return threads.threadThenResume(value(instruction.thread), 'always', cancellable);
    case 'thread.suspend-then-promote':
      return threads.threadThenPromote(value(instruction.thread), 'none', cancellable);
    case 'thread.yield-then-promote':
      return threads.threadThenPromote(value(instruction.thread), 'always', cancellable);
    default:
      return instruction satisfies never;
  }
};
