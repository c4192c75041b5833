import { requestCancellation, deliverCancel } from './cancel.ts';
import { resolveHostCall, startHostCall } from './host-calls.ts';
import { canConfirm, canStepEnd, confirmCancel, nextStep, stepEnd } from './host-ends.ts';
import { call, enter, mayEnter, resumeReady } from './lift.ts';
import type { Action } from '../machine.ts';
import type { Waking } from './profile.ts';
import { isReady, mayGoOn } from './readiness.ts';
import { keeps } from './rules.ts';
import { run, runBare } from './run.ts';
import type { Program } from './program.ts';
import type { Choice, Ref, ThreadState } from './state.ts';
import { chooseReady, push, waitFrom } from './threads.ts';
import { isDead, nameOf, tell, trap, type World } from './world.ts';

/** One thing that can happen next: what a schedule names, who does it, what it is in words, and what it does. */
export interface Option extends Action {
  readonly label: () => string;
  /** In any state in which it is enabled. */
  readonly take: (world: World) => void;
}

/** All that can happen next, in canonical order; `calls` are those of the program. */
export const optionsOf = (world: World, calls: readonly CallOptions[]): readonly Option[] => {
  const { state } = world;
  if (isDead(world)) return afterTrap(world, calls);
  if (state.choice !== null) return choices(world, state.choice);
  const options: Option[] = [];
  invocations(world, calls, options);
  hostCalls(world, options);
  hostEnds(world, options);
  ticks(world, options);
  return options;
};

const HOST = 'host';

const NOTHING: readonly string[] = [];
/** Until footprints are told apart, every action touches all there is. */
const EVERYTHING: readonly string[] = ['store'];

const option = (
  name: string,
  label: Option['label'],
  take: Option['take'],
  actor = HOST,
): Option => ({
  name,
  actor,
  reads: NOTHING,
  writes: EVERYTHING,
  label,
  take,
});

const isOver = (status: string): boolean => status !== 'idle' && status !== 'called';

/** Whether the host may make a call now: those that it comes after are over. */
const mayInvoke = ({ state: { invocations }, program }: World, i: number): boolean =>
  invocations[i]!.status === 'idle' &&
  program.invocations[i]!.after.every((each) => isOver(invocations[each]!.status));

const mayCancel = ({ state, program }: World, i: number): boolean => {
  const { status, cancelRequested } = state.invocations[i]!;
  return program.invocations[i]!.data.cancel === true && status === 'called' && !cancelRequested;
};

/** What the host may do with one of its calls, which is the same in every state. */
export interface CallOptions {
  readonly invoke: Option;
  readonly cancel: Option;
  /** The call of a dead store. */
  readonly refuse: Option;
}

/** Made once for a program. */
export const callOptions = (program: Program): readonly CallOptions[] =>
  program.invocations.map(({ data, callable }, i): CallOptions => {
    const target = `${data.instance}.${data.export}`;
    const invoke = (world: World): void => {
      const invocation = world.state.invocations[i]!;
      invocation.status = 'called';
      const caller = { callerKind: 'invocation', caller: i, args: [] } as const;
      const task = call(world, callable, caller, -1);
      invocation.task = task;
      if (task >= 0) {
        const { name } = world.state.tasks[task]!;
        tell(world, { kind: 'invoked', call: data.id, task: name });
      }
    };
    const cancel = (world: World): void => {
      const invocation = world.state.invocations[i]!;
      invocation.cancelRequested = true;
      requestCancellation(world, invocation.task, -1);
    };
    const name = `invoke:${data.id}`;
    const label = (): string => `call ${target}`;
    return {
      invoke: option(name, label, invoke),
      cancel: option(`cancel:${data.id}`, () => `cancel ${target}`, cancel),
      refuse: option(name, label, (world) => refuse(world, i)),
    };
  });

const invocations = (world: World, calls: readonly CallOptions[], into: Option[]): void => {
  for (let i = 0; i < calls.length; i += 1) {
    if (mayInvoke(world, i)) into.push(calls[i]!.invoke);
  }
  for (let i = 0; i < calls.length; i += 1) {
    if (mayCancel(world, i)) into.push(calls[i]!.cancel);
  }
};

/** What a dead store still answers. */
const afterTrap = (world: World, calls: readonly CallOptions[]): readonly Option[] => {
  const options: Option[] = [];
  for (const [i, { data }] of world.program.invocations.entries()) {
    if (data.evenAfterTrap === true && mayInvoke(world, i)) {
      options.push(calls[i]!.refuse);
    }
  }
  return options;
};

const refuse = (world: World, index: number): void => {
  const { state, program } = world;
  const before = state.over;
  state.over = '';
  state.invocations[index]!.status = 'called';
  trap(
    world,
    'cannot-enter',
    null,
    program.callables[program.invocations[index]!.callable]!.instance,
  );
  state.over = before;
};

const hostCalls = (world: World, into: Option[]): void => {
  const { state, program } = world;
  for (let ref = 0; ref < state.hostCalls.length; ref += 1) {
    const each = state.hostCalls[ref];
    // One that is on the native stack still, for it calls a guest that falls asleep, goes on by itself.
    if (!each || isOnStack(world, ref)) continue;
    const { name, started } = each;
    const { data } = program.hostFunctions[each.func]!;
    if (!started) {
      into.push(
        option(
          `start:${name}`,
          () => `start ${name}`,
          (to) => startHostCall(to, ref),
        ),
      );
    }
    if (started && data.resolve !== 'never') {
      const take = (to: World): void => resolveHostCall(to, ref, false, runBare);
      into.push(option(`resolve:${name}`, () => `resolve ${name}`, take));
    }
    if (each.cancelRequested && data.cancel === 'delay') {
      const take = (to: World): void => resolveHostCall(to, ref, true, runBare);
      into.push(option(`confirm:${name}`, () => `resolve ${name} as cancelled`, take));
    }
  }
};

const isOnStack = ({ state }: World, ref: Ref): boolean =>
  state.control.some(({ kind, hostCall }) => kind === 'host-call' && hostCall === ref);

const hostEnds = (world: World, into: Option[]): void => {
  const { hostEnds: ends } = world.program;
  for (let i = 0; i < ends.length; i += 1) {
    const { id } = ends[i]!.data;
    if (canStepEnd(world, i)) {
      const label = (): string => `${id}: ${nextStep(world, i)!.op}`;
      into.push(option(`end:${id}`, label, (to) => stepEnd(to, i)));
    }
    if (canConfirm(world, i)) {
      const label = (): string => `${id}: confirm the cancel`;
      into.push(option(`confirm:${id}`, label, (to) => confirmCancel(to, i)));
    }
  }
};

/** C2: any thread that is ready, those of an instance side by side. */
const ticks = (world: World, into: Option[]): void => {
  const { state, program } = world;
  for (let instance = 0; instance < program.instances.length; instance += 1) {
    for (let ref = 0; ref < state.threads.length; ref += 1) {
      const thread = state.threads[ref];
      if (thread?.instance === instance && isReady(world, thread)) {
        into.push(tick(world, thread, ref));
      }
    }
  }
};

const tick = (world: World, { name, instance }: ThreadState, ref: Ref): Option => {
  const take = (to: World): void => {
    if (!mayGoOn(to, to.state.threads[ref]!) && keeps(to, 'woken-looks-again')) {
      to.state.threads[ref]!.woken = false;
      return;
    }
    if (!mayEnter(to, instance, -1)) {
      trap(to, 'cannot-enter', null, instance);
      return;
    }
    enter(to, instance, -1);
    push(to, { kind: 'tick', from: -1, into: instance });
    resumeReady(to, ref);
  };
  return option(`tick:${name}`, () => `resume ${name}`, take, nameOf(world, instance));
};

/** A thread falls asleep step by step, and what the host does may come between two of them. */
const waitSteps = (world: World, choice: Choice): readonly Option[] => {
  const { name, instance } = world.state.threads[choice.thread]!;
  const { wait } = world.profile.waking as Waking;
  const step = wait[choice.step]!;
  const next = option(
    `${step}:${name}`,
    () => `${name} falls asleep: ${step}`,
    (to) => waitFrom(to, to.state.threads[choice.thread]!, choice.step, choice.from === 1),
    nameOf(world, instance),
  );
  const acts: Option[] = [];
  hostCalls(world, acts);
  hostEnds(world, acts);
  const between = acts.map((each): Option => {
    const take = (to: World): void => {
      each.take(to);
      to.state.choice = choice;
    };
    return { ...each, take };
  });
  return [next, ...between];
};

const choices = (world: World, choice: Choice): readonly Option[] => {
  switch (choice.kind) {
    case 'ready':
      return goOnOrPark(world, choice);
    case 'wait-step':
      return waitSteps(world, choice);
    case 'sync-loop':
      return choice.options.map((ref) => {
        const { name, instance } = world.state.threads[ref]!;
        const label = (): string => `run ${name} meanwhile`;
        const take = (to: World): void => resumeReady(to, ref);
        return option(`run:${name}`, label, take, nameOf(world, instance));
      });
    case 'cancel':
      return choice.options.map((ref) => {
        const { name } = world.state.threads[ref]!;
        const label = (): string => `tell ${name} of the cancel`;
        const take = (to: World): void => deliverCancel(to, choice.task, ref, choice.from);
        return option(`tell:${name}`, label, take);
      });
    case 'deliver':
      return deliveries(world, choice);
    case 'host-resolve': {
      const { name } = world.state.hostCalls[choice.hostCall]!;
      const now = (to: World): void => resolveHostCall(to, choice.hostCall, false, runBare);
      return [
        option('resolve-now', () => `${name} resolves at once`, now),
        option(
          'resolve-later',
          () => `${name} resolves later`,
          () => {},
        ),
      ];
    }
    default:
      return choice.kind satisfies never;
  }
};

/** C1: a thread whose condition holds already. */
const goOnOrPark = (world: World, choice: Choice): readonly Option[] => {
  const { name, instance } = world.state.threads[choice.thread]!;
  const actor = nameOf(world, instance);
  const goOn = (to: World): void => chooseReady(to, choice, true);
  const park = (to: World): void => chooseReady(to, choice, false);
  return [
    option('go-on', () => `${name} goes on`, goOn, actor),
    option('park', () => `${name} parks all the same`, park, actor),
  ];
};

/** C5: which member of a set tells of its event. */
const deliveries = (world: World, choice: Choice): readonly Option[] => {
  const { state } = world;
  const { name, instance } = state.threads[choice.thread]!;
  const actor = nameOf(world, instance);
  return choice.options.map((ref) => {
    const { index } = state.waitables[ref]!;
    const label = (): string => `hand the event of ${index} to ${name}`;
    const take = (to: World): void => {
      to.state.threads[choice.thread]!.operand = ref;
    };
    return option(`deliver:${index}`, label, take, actor);
  });
};

/** Takes an option, and runs on to the next choice. */
export const takeOption = (world: World, { take }: Option, calls: readonly CallOptions[]): void => {
  world.state.choice = null;
  take(world);
  run(world);
  if (isStuck(world, calls)) tell(world, { kind: 'deadlock-reported' });
};

/** Whether a call can come to no result any more. */
const isStuck = (world: World, calls: readonly CallOptions[]): boolean => {
  const { state } = world;
  if (isDead(world) || state.choice !== null || state.control.length > 0) return false;
  if (!state.invocations.some(({ status }) => status === 'called')) return false;
  const queued = state.instances.some(({ gate }) => gate.length > 0);
  if (queued && !keeps(world, 'queued-count-as-blocked')) return false;
  if (keeps(world, 'host-may-resolve')) return optionsOf(world, calls).length === 0;
  const ready: Option[] = [];
  ticks(world, ready);
  return ready.length === 0;
};
