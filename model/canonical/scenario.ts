import type { BuiltIn } from './built-in-types.ts';

/**
 * A small world of components, as plain data: who is linked to whom, what each core function does, and what
 * the host may do. Names are free; values are small integers.
 */
export interface Scenario {
  readonly format: 1;
  readonly machine: 'canonical-abi';
  readonly components: readonly Component[];
  /** In the order of instantiation: the start function of each runs before the next begins. */
  readonly instances: readonly Instance[];
  readonly hostFunctions?: readonly HostFunction[];
  readonly hostEnds?: readonly HostEnd[];
  /** What the host may call: each at most once, in any order that `after` allows. */
  readonly invocations: readonly Invocation[];
}

/** What a stream or future carries. Two ends in one instance may only meet if it is `unit` or a number. */
export type Element = 'unit' | 'u8' | 'u32' | 'char' | `own<${string}>`;

/**
 * The type of a parameter or result. Streams and futures are their readable ends. A `string` is an integer to the
 * machine, but whoever receives it runs `realloc`.
 */
export type ValueType =
  | 'u32'
  | 'string'
  | `stream<${Element}>`
  | `future<${Element}>`
  | `own<${string}>`
  | `borrow<${string}>`;

/** Whether a call may block is a matter of this type alone: `async` here, not how it is lifted or lowered. */
export interface FunctionType {
  readonly async?: boolean;
  readonly params?: readonly ValueType[];
  readonly result?: ValueType;
}

export interface Component {
  readonly id: string;
  readonly imports?: readonly Import[];
  /** The resource types that it implements: each instance has its own. */
  readonly resources?: readonly Resource[];
  /** Resource types of others, which each instance links. */
  readonly importedResources?: readonly string[];
  /** Shared by all functions of an instance; their names may not be those of locals. */
  readonly globals?: readonly Global[];
  /** Cells of memory, all 0 at first: where streams copy to and from, and where async calls leave their results. */
  readonly memory?: number;
  /** What `thread.new-indirect` finds by index: names of functions with one parameter, or null. */
  readonly table?: readonly (string | null)[];
  readonly functions: readonly CoreFunction[];
  /** Runs when an instance is made, as a call of a sync type. */
  readonly start?: string;
  readonly exports?: readonly Export[];
}

export interface Import {
  readonly id: string;
  readonly type: FunctionType;
}

export interface Resource {
  readonly id: string;
  /** A function of one parameter, the representation. */
  readonly destructor?: string;
}

export interface Global {
  readonly id: string;
  readonly value?: number;
}

/** What core code does. All locals are 0 at first; those that instructions name need not be declared. */
export interface CoreFunction {
  readonly id: string;
  readonly params?: readonly string[];
  readonly body: readonly Instruction[];
}

export interface Export {
  readonly id: string;
  readonly type: FunctionType;
  /** The core function that runs first. */
  readonly function: string;
  readonly lift?: Lift;
}

/**
 * How a core function becomes a function of a component. `sync`: its result is the result. `callback`: it returns
 * a code, and `callback` is called with each event. `stackful`: it returns nothing. The last two are for async types.
 */
export interface Lift {
  readonly abi: 'sync' | 'callback' | 'stackful';
  /** A function of three parameters: the event, and its two payloads. */
  readonly callback?: string;
  /** Of a `sync` lift: runs after the return, with the result. */
  readonly postReturn?: string;
  /** Runs for each `string` that is a parameter. */
  readonly realloc?: string;
  /** The string encoding and memory of the lift, as a name: `task.return` has to use the same. */
  readonly options?: string;
}

export interface Instance {
  readonly id: string;
  readonly component: string;
  /** The instance that contains it. */
  readonly parent?: string;
  /** What each import of the component is. */
  readonly imports?: Readonly<Record<string, Link>>;
  /** What each imported resource of the component is. */
  readonly resources?: Readonly<Record<string, ResourceLink>>;
}

export type Link =
  | { readonly instance: string; readonly export: string }
  | { readonly host: string };

export interface ResourceLink {
  readonly instance: string;
  readonly resource: string;
}

/** A function that the host implements. */
export interface HostFunction {
  readonly id: string;
  readonly type: FunctionType;
  /** When it takes its arguments: in the call (if left out), or in a step of the host's own. */
  readonly start?: 'now' | 'later';
  /** When it resolves: in the call (if left out), in a step of the host's own, either, or never. */
  readonly resolve?: 'now' | 'later' | 'either' | 'never';
  readonly result?: HostValue;
  /**
   * What a cancel does: resolve it at once (if left out), nothing, or let the host resolve it as cancelled in a step
   * of its own.
   */
  readonly cancel?: 'honour' | 'ignore' | 'delay';
  /** What it calls, on the stack of its caller and before it does anything else. Their results are dropped. */
  readonly calls?: readonly HostCall[];
}

export interface HostCall {
  readonly instance: string;
  readonly export: string;
  readonly args?: readonly HostValue[];
}

/** A number, the readable end of a stream or future that the host writes, or what an invocation resolved with. */
export type HostValue = number | { readonly end: string } | { readonly result: string };

/**
 * The host's end of a stream or future: `writable` of one that it makes and passes to guests as a value; `readable`
 * of one that a guest hands out, as the result of an invocation or an argument of a host function.
 *
 * It does its steps in order, each in a step of the host's own, when the one before has come to its end: a write that
 * is read in part goes on with the rest.
 */
export type HostEnd = WritableHostEnd | ReadableHostEnd;

interface HostEndBase {
  readonly id: string;
  readonly type: `stream<${Element}>` | `future<${Element}>`;
  readonly steps?: readonly HostEndStep[];
  /** When a guest cancels against it, it confirms in a step of its own. */
  readonly slowCancel?: boolean;
}

export interface WritableHostEnd extends HostEndBase {
  readonly end: 'writable';
}

export interface ReadableHostEnd extends HostEndBase {
  readonly end: 'readable';
  /** Where the end comes from: of these, the first value that is one. */
  readonly from: { readonly invocation: string } | { readonly function: string };
}

/** `cancel` takes back the step before, which need not have come to its end; `drop` ends all. */
export type HostEndStep =
  | { readonly op: 'write'; readonly values: readonly number[] }
  | { readonly op: 'read'; readonly count: number }
  | { readonly op: 'cancel' }
  | { readonly op: 'drop' };

export interface Invocation {
  readonly id: string;
  readonly instance: string;
  readonly export: string;
  readonly args?: readonly HostValue[];
  /** Invocations that must have resolved, or trapped, before. */
  readonly after?: readonly string[];
  /** The host may cancel it while it has not resolved. */
  readonly cancel?: boolean;
  /** The host makes this call even when the store has trapped, to see that it cannot be entered. */
  readonly evenAfterTrap?: boolean;
}

/**
 * A number; the value of a local or global; or an operation on two of them, or a `load` from a memory cell.
 * Comparisons give 0 or 1. Arithmetic is that of 32-bit integers with a sign.
 */
export type Expression =
  | number
  | string
  | readonly [Operator, Expression, Expression]
  | readonly ['load', Expression];

export type Operator = '+' | '-' | '&' | '|' | '<<' | '>>' | '==' | '!=' | '<';

/** What core code can do by itself. */
export type Plain =
  | { readonly op: 'set'; readonly name: string; readonly value: Expression }
  | { readonly op: 'store'; readonly cell: Expression; readonly value: Expression }
  | {
      readonly op: 'if';
      readonly condition: Expression;
      readonly then: readonly Instruction[];
      readonly else?: readonly Instruction[];
    }
  /** Repeats its body until a `break` in it leaves it. */
  | { readonly op: 'loop'; readonly body: readonly Instruction[] }
  /** Leaves the innermost loop. */
  | { readonly op: 'break' }
  /** Traps where the condition is 0. */
  | { readonly op: 'assert'; readonly condition: Expression }
  | { readonly op: 'unreachable' }
  /** Tells a value to whoever watches; nothing comes of it. */
  | { readonly op: 'observe'; readonly name: string; readonly value: Expression }
  /** Ends the function; what it returns is 0 if left out. */
  | { readonly op: 'return'; readonly value?: Expression }
  /** Ends a function of a callback lift: with EXIT, YIELD, or WAIT on a set. */
  | { readonly op: 'return-exit' }
  | { readonly op: 'return-yield' }
  | { readonly op: 'return-wait'; readonly set: Expression };

export type Instruction = Plain | BuiltIn;
