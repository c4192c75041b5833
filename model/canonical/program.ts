import type { State, ThreadState } from './state.ts';
import type { HostEnd, HostFunction, Invocation, Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** What an instruction does: `go` on with the next, or `stop` for the control has changed. */
export type Signal = 'go' | 'stop';

export type Run = (world: World, thread: ThreadState) => Signal;
/** Evaluates; a load out of bounds traps. */
export type Evaluate = (world: World, thread: ThreadState) => number;
export type Assign = (world: World, thread: ThreadState, value: number) => void;

/** One instruction of a compiled function. */
export interface Code {
  readonly op: string;
  /** Whether it goes on at once where it would block. */
  readonly async: boolean;
  readonly run: Run;
  /** Where its results go: `into`, and the payloads of an event. */
  readonly into: Assign;
  readonly p1: Assign;
  readonly p2: Assign;
}

/** A core function of one instance. */
export interface Func {
  readonly id: string;
  readonly instance: number;
  readonly params: number;
  locals: number;
  code: readonly Code[];
}

export type ValueKind =
  | { readonly kind: 'number' }
  | { readonly kind: 'string' }
  | { readonly kind: 'end'; readonly future: boolean; readonly element: number }
  | { readonly kind: 'own' | 'borrow'; readonly type: number };

export interface ElementKind {
  readonly name: string;
  /** May meet itself in one instance. */
  readonly plain: boolean;
  readonly unit: boolean;
  /** The resource type that it owns, or -1. */
  readonly owns: number;
}

/** The function type with the resources that its names stand for in one instance. */
export interface Signature {
  readonly async: boolean;
  readonly params: readonly ValueKind[];
  readonly result: ValueKind | null;
  readonly resultName: string;
}

/** Whatever can be called in an instance: an export, a destructor or a start function. */
export interface Callable {
  readonly name: string;
  readonly instance: number;
  readonly signature: Signature;
  readonly abi: 'sync' | 'callback' | 'stackful';
  readonly entry: number;
  readonly callback: number;
  readonly postReturn: number;
  readonly realloc: number;
  readonly options: string;
  /** Whether it takes the lock. */
  readonly exclusive: boolean;
}

/** An import of an instance: what it is linked to. */
export interface Linked {
  readonly instance: number;
  readonly signature: Signature;
  /** A callable, or -1. */
  readonly callable: number;
  /** A function of the host, or -1. */
  readonly host: number;
}

export interface CompiledInstance {
  readonly id: string;
  readonly parent: number;
  /** Itself and all that contain it. */
  readonly line: readonly number[];
  /** By what it can be entered from: the host first, then each instance; the instances that a call enters. */
  readonly entering: readonly (readonly number[])[];
  readonly globals: readonly number[];
  readonly memory: number;
  /** The functions that `thread.new-indirect` finds; -1 where there is none. */
  readonly table: readonly number[];
  /** The callable that is its start function, or -1. */
  readonly start: number;
}

export interface CompiledResource {
  readonly name: string;
  readonly instance: number;
  /** A link to its destructor for each instance that may drop it; -1 if there is none. */
  readonly destructor: number;
}

export interface CompiledHostFunction {
  readonly id: string;
  readonly data: HostFunction;
  readonly calls: readonly { readonly callable: number; readonly args: Invocation['args'] }[];
  /** The host end that is its result, or -1. */
  readonly signature: Signature;
}

export interface Program {
  readonly scenario: Scenario;
  readonly instances: readonly CompiledInstance[];
  readonly functions: readonly Func[];
  readonly callables: readonly Callable[];
  readonly links: readonly Linked[];
  readonly elements: readonly ElementKind[];
  readonly resources: readonly CompiledResource[];
  readonly hostFunctions: readonly CompiledHostFunction[];
  readonly hostEnds: readonly { readonly data: HostEnd; readonly element: number }[];
  readonly invocations: readonly {
    readonly data: Invocation;
    readonly callable: number;
    readonly after: readonly number[];
  }[];
}

/** The state before anything has happened. */
export const initialState = (program: Program): State => ({
  instances: program.instances.map(({ globals, memory }) => ({
    mayEnter: true,
    mayLeave: true,
    backpressure: 0,
    gate: [],
    exclusive: -1,
    handles: { slots: [0], free: [] },
    threads: { slots: [0], free: [] },
    globals: [...globals],
    memory: Array.from({ length: memory }, () => 0),
  })),
  threads: [],
  tasks: [],
  waitables: [],
  sets: [],
  channels: [],
  resources: [],
  hostCalls: [],
  invocations: program.invocations.map(() => ({
    status: 'idle',
    task: -1,
    cancelRequested: false,
    result: 0,
  })),
  hostEnds: program.hostEnds.map(() => ({
    at: 0,
    end: -1,
    cancelAsked: false,
    written: 0,
    received: [],
  })),
  control: [{ kind: 'instantiate', thread: -1, task: -1, from: -1, into: -1, hostCall: -1, at: 0 }],
  choice: null,
  over: '',
  calls: [...program.callables, ...program.hostFunctions].map(() => 0),
});
