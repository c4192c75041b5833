import type { Element, Expression } from './scenario.ts';

/** Where a value goes: the name of a local or global. */
export type Into = string;

/** A call of an import, lowered `sync` (its result goes `into`) or `async` (the status does). */
export interface Call {
  readonly op: 'call';
  readonly import: string;
  readonly async?: boolean;
  readonly args?: readonly Expression[];
  readonly into?: Into;
  /** Of an async call with a result: the memory cell that it is written to, at the return. Cell 0 if left out. */
  readonly cell?: Expression;
  /** Runs where the result is a `string`. */
  readonly realloc?: string;
}

/** Stores the payloads of the event in `p1` and `p2`, and its code in `into`. */
export interface Wait {
  readonly op: 'waitable-set.wait' | 'waitable-set.poll';
  readonly set: Expression;
  readonly cancellable?: boolean;
  readonly into?: Into;
  readonly p1?: Into;
  readonly p2?: Into;
}

/** A copy between a stream and memory from `cell` on; `into` gets the packed result, or -1 where it blocks. */
export interface StreamCopy {
  readonly op: 'stream.read' | 'stream.write';
  readonly type: `stream<${Element}>`;
  readonly async?: boolean;
  readonly end: Expression;
  readonly cell?: Expression;
  readonly count: Expression;
  readonly into?: Into;
}

export interface FutureCopy {
  readonly op: 'future.read' | 'future.write';
  readonly type: `future<${Element}>`;
  readonly async?: boolean;
  readonly end: Expression;
  readonly cell?: Expression;
  readonly into?: Into;
}

export interface CancelCopy {
  readonly op:
    | 'stream.cancel-read'
    | 'stream.cancel-write'
    | 'future.cancel-read'
    | 'future.cancel-write';
  readonly type: `stream<${Element}>` | `future<${Element}>`;
  readonly async?: boolean;
  readonly end: Expression;
  readonly into?: Into;
}

export interface DropEnd {
  readonly op:
    | 'stream.drop-readable'
    | 'stream.drop-writable'
    | 'future.drop-readable'
    | 'future.drop-writable';
  readonly type: `stream<${Element}>` | `future<${Element}>`;
  readonly end: Expression;
}

/** `into` gets 1 where the thread was told that it is cancelled, else 0. */
export interface Park {
  readonly op: 'thread.suspend' | 'thread.yield';
  readonly cancellable?: boolean;
  readonly into?: Into;
}

export interface Switch {
  readonly op:
    | 'thread.suspend-then-resume'
    | 'thread.yield-then-resume'
    | 'thread.suspend-then-promote'
    | 'thread.yield-then-promote';
  readonly thread: Expression;
  readonly cancellable?: boolean;
  readonly into?: Into;
}

/** What core code asks of its component's runtime; the names are the specification's. */
export type BuiltIn =
  | Call
  | Wait
  | StreamCopy
  | FutureCopy
  | CancelCopy
  | DropEnd
  | Park
  | Switch
  | { readonly op: 'waitable-set.new'; readonly into: Into }
  | { readonly op: 'waitable-set.drop'; readonly set: Expression }
  /** `set` 0 takes the waitable out of its set. */
  | { readonly op: 'waitable.join'; readonly waitable: Expression; readonly set: Expression }
  | {
      readonly op: 'task.return';
      readonly value?: Expression;
      /** The declared result type and options: those of the lift if left out. */
      readonly type?: string;
      readonly options?: string;
    }
  | { readonly op: 'task.cancel' }
  | { readonly op: 'context.get'; readonly slot: 0 | 1; readonly into: Into }
  | { readonly op: 'context.set'; readonly slot: 0 | 1; readonly value: Expression }
  | { readonly op: 'backpressure.inc' | 'backpressure.dec' }
  | {
      readonly op: 'subtask.cancel';
      readonly subtask: Expression;
      readonly async?: boolean;
      readonly into?: Into;
    }
  | { readonly op: 'subtask.drop'; readonly subtask: Expression }
  | {
      readonly op: 'stream.new' | 'future.new';
      readonly type: `stream<${Element}>` | `future<${Element}>`;
      readonly readable: Into;
      readonly writable: Into;
    }
  | { readonly op: 'thread.index'; readonly into: Into }
  /** A thread of this task that runs the function at `index` of the table with the argument; suspended at first. */
  | {
      readonly op: 'thread.new-indirect';
      readonly index: Expression;
      readonly argument?: Expression;
      readonly into: Into;
    }
  | { readonly op: 'thread.resume-later'; readonly thread: Expression }
  | {
      readonly op: 'resource.new';
      readonly resource: string;
      readonly rep: Expression;
      readonly into: Into;
    }
  | { readonly op: 'resource.drop'; readonly resource: string; readonly handle: Expression }
  | {
      readonly op: 'resource.rep';
      readonly resource: string;
      readonly handle: Expression;
      readonly into: Into;
    };
