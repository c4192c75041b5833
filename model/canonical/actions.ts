import { requestCancellation, deliverCancel } from './cancel.ts';
import { resolveHostCall, startHostCall } from './host-calls.ts';
import { canConfirm, canStepEnd, confirmCancel, nextStep, stepEnd } from './host-ends.ts';
import { call, enter, mayEnter, resumeReady } from './lift.ts';
import type { Action } from '../machine.ts';
import type { Waking } from './profile.ts';
import { isReady, mayGoOn } from './readiness.ts';
import { keeps } from './rules.ts';
import { run, runBare } from './run.ts';
import type { Choice, Ref } from './state.ts';
import { chooseReady, push, waitFrom } from './threads.ts';
import { isDead, nameOf, tell, trap, type World } from './world.ts';

/** One thing that can happen next: what a schedule names, who does it, what it is in words, and what it does. */
export interface Option extends Action {
  readonly label: () => string;
  /** In any state in which it is enabled. */
  readonly take: (world: World) => void;
}

/** All that can happen next, in canonical order. */
export const optionsOf = (world: World): readonly Option[] => {
  const { state } = world;
  if (isDead(world)) return afterTrap(world);
  if (state.choice !== null) return choices(world, state.choice);
  return [
    ...invocations(world),
    ...cancels(world),
    ...hostCalls(world),
    ...hostEnds(world),
    ...ticks(world),
  ];
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

const invocations = (world: World): readonly Option[] => {
  const { state, program } = world;
  return program.invocations.flatMap(({ data, callable, after }, i) => {
    const may =
      state.invocations[i]!.status === 'idle' &&
      after.every((each) => isOver(state.invocations[each]!.status));
    if (!may) return [];
    return [
      option(
        `invoke:${data.id}`,
        () => `call ${data.instance}.${data.export}`,
        (to) => {
          const invocation = to.state.invocations[i]!;
          invocation.status = 'called';
          const task = call(to, callable, { callerKind: 'invocation', caller: i, args: [] }, -1);
          invocation.task = task;
          if (task >= 0)
            tell(to, { kind: 'invoked', call: data.id, task: to.state.tasks[task]!.name });
        },
      ),
    ];
  });
};

/** What a dead store still answers. */
const afterTrap = (world: World): readonly Option[] => {
  const { state, program } = world;
  return program.invocations.flatMap(({ data, after }, i) => {
    const may =
      data.evenAfterTrap === true &&
      state.invocations[i]!.status === 'idle' &&
      after.every((each) => isOver(state.invocations[each]!.status));
    if (!may) return [];
    const label = (): string => `call ${data.instance}.${data.export}`;
    return [option(`invoke:${data.id}`, label, (to) => refuse(to, i))];
  });
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

const cancels = (world: World): readonly Option[] => {
  const { state, program } = world;
  return program.invocations.flatMap(({ data }, i) => {
    const { status, cancelRequested } = state.invocations[i]!;
    if (data.cancel !== true || status !== 'called' || cancelRequested) return [];
    return [
      option(
        `cancel:${data.id}`,
        () => `cancel ${data.instance}.${data.export}`,
        (to) => {
          const invocation = to.state.invocations[i]!;
          invocation.cancelRequested = true;
          requestCancellation(to, invocation.task, -1);
        },
      ),
    ];
  });
};

const hostCalls = (world: World): readonly Option[] => {
  const { state, program } = world;
  return state.hostCalls.flatMap((each, ref) => {
    // One that is on the native stack still, for it calls a guest that falls asleep, goes on by itself.
    if (each === null || isOnStack(world, ref)) return [];
    const { data } = program.hostFunctions[each.func]!;
    const options: Option[] = [];
    if (!each.started) {
      const label = (): string => `start ${each.name}`;
      options.push(option(`start:${each.name}`, label, (to) => startHostCall(to, ref)));
    }
    const resolves = each.started && data.resolve !== 'never';
    if (resolves) {
      const label = (): string => `resolve ${each.name}`;
      const take = (to: World): void => resolveHostCall(to, ref, false, runBare);
      options.push(option(`resolve:${each.name}`, label, take));
    }
    if (each.cancelRequested && data.cancel === 'delay') {
      const label = (): string => `resolve ${each.name} as cancelled`;
      const take = (to: World): void => resolveHostCall(to, ref, true, runBare);
      options.push(option(`confirm:${each.name}`, label, take));
    }
    return options;
  });
};

const isOnStack = ({ state }: World, ref: Ref): boolean =>
  state.control.some(({ kind, hostCall }) => kind === 'host-call' && hostCall === ref);

const hostEnds = (world: World): readonly Option[] =>
  world.program.hostEnds.flatMap(({ data }, i) => {
    const options: Option[] = [];
    if (canStepEnd(world, i)) {
      const label = (): string => `${data.id}: ${nextStep(world, i)!.op}`;
      options.push(option(`end:${data.id}`, label, (to) => stepEnd(to, i)));
    }
    if (canConfirm(world, i)) {
      const label = (): string => `${data.id}: confirm the cancel`;
      options.push(option(`confirm:${data.id}`, label, (to) => confirmCancel(to, i)));
    }
    return options;
  });

/** C2: any thread that is ready, those of an instance side by side. */
const ticks = (world: World): readonly Option[] =>
  world.program.instances.flatMap((_, instance) => ticksOf(world, instance));

const ticksOf = (world: World, own: number): readonly Option[] =>
  world.state.threads.flatMap((thread, ref) => {
    if (thread?.instance !== own || !isReady(world, thread)) return [];
    const { name, instance } = thread;
    const take = (to: World): void => {
      if (!mayGoOn(to, to.state.threads[ref]!)) {
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
    return [option(`tick:${name}`, () => `resume ${name}`, take, nameOf(world, instance))];
  });

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
  const between = [...hostCalls(world), ...hostEnds(world)].map((each): Option => {
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
export const takeOption = (world: World, { take }: Option): void => {
  world.state.choice = null;
  take(world);
  run(world);
  if (isStuck(world)) tell(world, { kind: 'deadlock-reported' });
};

/** Whether a call can come to no result any more. */
const isStuck = (world: World): boolean => {
  const { state } = world;
  if (isDead(world) || state.choice !== null || state.control.length > 0) return false;
  if (!state.invocations.some(({ status }) => status === 'called')) return false;
  const queued = state.instances.some(({ gate }) => gate.length > 0);
  if (queued && !keeps(world, 'queued-count-as-blocked')) return false;
  if (!keeps(world, 'host-may-resolve')) return ticks(world).length === 0;
  return optionsOf(world).length === 0;
};
