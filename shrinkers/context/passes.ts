import { checkScenario } from '../../model/context/check-scenario.ts';
import { BASE_FRAME_KINDS, FRAME_KINDS } from '../../model/context/frames.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import type { Pass } from '../pass.ts';
import { allOperations, editOperation } from './bodies.ts';
import { rename } from './rename.ts';

/** A pass over scenarios alone. The schedule stays: names that are no longer enabled are skipped. */
const scenarioPass = (
  id: string,
  says: string,
  smaller: (scenario: Scenario) => Iterable<Scenario>,
): Pass<Scenario> => ({
  id,
  says,
  *propose({ scenario, schedule }) {
    for (const candidate of smaller(scenario)) {
      if (checkScenario(candidate) === undefined) yield { scenario: candidate, schedule };
    }
  },
});

const dropTask = scenarioPass(
  'drop-task',
  'leaves one task out, with all that is done to it',
  function* (scenario) {
    if (scenario.tasks.length === 1) return;
    for (const { id } of scenario.tasks) yield withoutTask(scenario, id);
  },
);

/** The scenario without a task, and without calls, cancels and waits that are about it. */
const withoutTask = (scenario: Scenario, id: string): Scenario => {
  const about = (operation: Operation): boolean =>
    ('task' in operation && operation.task === id) ||
    ('subtask' in operation && operation.subtask === id) ||
    ('waitable' in operation && operation.waitable === id);
  const clean = (body: readonly Operation[]): readonly Operation[] =>
    body
      .filter((operation) => !about(operation))
      .map((operation) =>
        operation.op === 'call' ? { ...operation, body: clean(operation.body) } : operation,
      );
  return {
    ...scenario,
    tasks: scenario.tasks
      .filter((task) => task.id !== id)
      .map((task) => ({ ...task, body: clean(task.body) })),
    signallers: scenario.signallers.map((signaller) => ({
      ...signaller,
      signals: signaller.signals.filter(
        (signal) => typeof signal === 'string' || signal.cancel !== id,
      ),
    })),
  };
};

const callPlainly = scenarioPass(
  'call-plainly',
  'calls a subtask as a frame, on the stack of its caller',
  function* (scenario) {
    for (const { id, frame, body } of scenario.tasks) {
      for (const inlined of editOperation(scenario, (operation) =>
        operation.op === 'call-own' && operation.subtask === id
          ? [[{ op: 'call', frame, body }], body]
          : [],
      )) {
        yield withoutTask(inlined, id);
      }
    }
  },
);

const hostSubtask = scenarioPass(
  'host-subtask',
  'lets a host thread signal a waitable instead of a subtask that ends',
  function* (scenario) {
    for (const { id } of scenario.tasks) {
      const plain = (body: readonly Operation[]): readonly Operation[] =>
        body.flatMap((operation): readonly Operation[] => {
          if (operation.op === 'call') return [{ ...operation, body: plain(operation.body) }];
          if (!('subtask' in operation) || operation.subtask !== id) return [operation];
          return operation.op === 'call-own' ? [] : [{ op: 'wait-one', waitable: id }];
        });
      if (!allOperations(scenario).some((each) => each.op === 'call-own' && each.subtask === id))
        continue;
      const tasks = scenario.tasks
        .filter((task) => task.id !== id)
        .map((task) => ({ ...task, body: plain(task.body) }));
      const waitables = [...scenario.waitables, id];
      const fresh = { id: freshId('s', scenario), signals: [id] };
      yield { ...scenario, tasks, waitables, signallers: [...scenario.signallers, fresh] };
    }
  },
);

const oneStore = scenarioPass(
  'one-store',
  'lets a task live in the store of those that name none',
  function* (scenario) {
    for (const [i, { store, ...task }] of scenario.tasks.entries()) {
      if (store !== undefined) yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, task) };
    }
    const tasks = scenario.tasks.map(({ store: _, ...task }) => task);
    if (scenario.tasks.some(({ store }) => store !== undefined)) yield { ...scenario, tasks };
  },
);

const uncancellable = scenarioPass(
  'uncancellable',
  'lets an operation not be cancellable',
  function* (scenario) {
    yield* editOperation(scenario, (operation) => {
      if (!('cancellable' in operation)) return [];
      const { cancellable: _, ...plain } = operation;
      return [[plain]];
    });
  },
);

const dropSignaller = scenarioPass(
  'drop-signaller',
  'leaves one host thread out',
  function* (scenario) {
    for (const i of scenario.signallers.keys()) {
      yield { ...scenario, signallers: scenario.signallers.toSpliced(i, 1) };
    }
  },
);

const dropOperations = (scenario: Scenario): Iterable<Scenario> =>
  editOperation(scenario, () => [[]]);

const dropOperation = scenarioPass(
  'drop-operation',
  'leaves one operation out, a call with all that is in it',
  dropOperations,
);

function* dropSignals(scenario: Scenario): Iterable<Scenario> {
  for (const [i, signaller] of scenario.signallers.entries()) {
    for (const j of signaller.signals.keys()) {
      const shorter = { ...signaller, signals: signaller.signals.toSpliced(j, 1) };
      yield { ...scenario, signallers: scenario.signallers.toSpliced(i, 1, shorter) };
    }
  }
}

const dropSignal = scenarioPass('drop-signal', 'leaves one signal out', dropSignals);

const dropTwo = scenarioPass(
  'drop-two',
  'leaves out two of the operations and signals at once: one often makes up for the other',
  function* (scenario) {
    const one = (from: Scenario): readonly Scenario[] => [
      ...dropOperations(from),
      ...dropSignals(from),
    ];
    for (const smaller of one(scenario)) yield* one(smaller);
  },
);

const unnest = scenarioPass('unnest', 'puts the body of a call in its place', (scenario) =>
  editOperation(scenario, (operation) => (operation.op === 'call' ? [operation.body] : [])),
);

const unnestBase = scenarioPass(
  'unnest-base',
  'lets a call that is all a task does be its base frame',
  function* (scenario) {
    for (const [i, task] of scenario.tasks.entries()) {
      const [only] = task.body;
      if (task.body.length !== 1 || only?.op !== 'call' || !BASE_FRAME_KINDS.includes(only.frame))
        continue;
      const flatter = { ...task, frame: only.frame, body: only.body };
      yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, flatter) };
    }
  },
);

const joinBefore = scenarioPass(
  'join-before',
  'lets a waitable be in a set from the start, instead of joining it',
  function* (scenario) {
    for (const { op, ...operands } of allOperations(scenario)) {
      if (op !== 'join' || !('set' in operands) || !('waitable' in operands)) continue;
      const { waitable, set } = operands;
      const sets = scenario.sets.map(({ id, members }) => {
        const others = members.filter((member) => member !== waitable);
        return { id, members: id === set ? [...others, waitable] : others };
      });
      yield* editOperation({ ...scenario, sets }, (operation) =>
        operation.op === 'join' && operation.waitable === waitable && operation.set === set
          ? [[]]
          : [],
      );
    }
  },
);

const hostSignals = scenarioPass(
  'host-signals',
  'lets a host thread signal or cancel instead of a task',
  function* (scenario) {
    for (const operation of allOperations(scenario)) {
      if (operation.op !== 'signal' && operation.op !== 'cancel') continue;
      const signal = operation.op === 'signal' ? operation.waitable : { cancel: operation.task };
      const fresh = { id: freshId('s', scenario), signals: [signal] };
      yield* editOperation(
        { ...scenario, signallers: [...scenario.signallers, fresh] },
        (candidate) => (candidate === operation ? [[]] : []),
      );
    }
  },
);

/** The first of s1, s2, … (or ws1, ws2, …) that the scenario does not use. */
const freshId = (prefix: 's' | 'ws', { signallers, sets }: Scenario): string => {
  const taken = new Set([...signallers, ...sets].map(({ id }) => id));
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
};

const mergeSignallers = scenarioPass(
  'merge-signallers',
  'gives the signals of one host thread to another',
  function* (scenario) {
    for (const [i, from] of scenario.signallers.entries()) {
      for (const [j, to] of scenario.signallers.entries()) {
        if (i === j) continue;
        const both = { ...to, signals: [...to.signals, ...from.signals] };
        yield {
          ...scenario,
          signallers: scenario.signallers.toSpliced(j, 1, both).toSpliced(i, 1),
        };
      }
    }
  },
);

const mergeExecutors = scenarioPass(
  'merge-executors',
  'moves a task, or all of an executor, to another',
  function* (scenario) {
    for (const from of scenario.executors) {
      for (const to of scenario.executors) {
        if (from === to) continue;
        const tasks = scenario.tasks.map((task) =>
          task.executor === from ? { ...task, executor: to } : task,
        );
        if (tasks.some((task, i) => task !== scenario.tasks[i])) yield { ...scenario, tasks };
      }
    }
    for (const [i, task] of scenario.tasks.entries()) {
      for (const executor of scenario.executors) {
        if (executor !== task.executor) {
          yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, { ...task, executor }) };
        }
      }
    }
  },
);

const dropName = scenarioPass(
  'drop-name',
  'leaves out an executor, set or waitable; a name that is in use does not go',
  function* (scenario) {
    for (const i of scenario.executors.keys()) {
      if (scenario.executors.length > 1)
        yield { ...scenario, executors: scenario.executors.toSpliced(i, 1) };
    }
    for (const i of scenario.sets.keys())
      yield { ...scenario, sets: scenario.sets.toSpliced(i, 1) };
    const { locks, ...rest } = scenario;
    if (locks !== undefined) {
      if (locks.length === 0) yield rest;
      for (const i of locks.keys()) yield { ...scenario, locks: locks.toSpliced(i, 1) };
    }
    for (const [i, name] of scenario.waitables.entries()) {
      yield {
        ...scenario,
        waitables: scenario.waitables.toSpliced(i, 1),
        sets: scenario.sets.map(({ id, members }) => ({
          id,
          members: members.filter((member) => member !== name),
        })),
      };
    }
  },
);

const dropMember = scenarioPass(
  'drop-member',
  'takes a waitable out of its first set',
  function* (scenario) {
    for (const [i, set] of scenario.sets.entries()) {
      for (const j of set.members.keys()) {
        const smaller = { ...set, members: set.members.toSpliced(j, 1) };
        yield { ...scenario, sets: scenario.sets.toSpliced(i, 1, smaller) };
      }
    }
  },
);

const sameOperand = scenarioPass(
  'same-operand',
  'lets everybody use one set or waitable instead of two',
  function* (scenario) {
    const sets = scenario.sets.map(({ id }) => id);
    for (const names of [sets, scenario.waitables, scenario.locks ?? []]) {
      for (const from of names) {
        for (const to of names) if (from !== to) yield replaceName(scenario, from, to);
      }
    }
  },
);

/** A scenario that uses `to` wherever it used `from`; the members of both sets are together. */
const replaceName = (scenario: Scenario, from: string, to: string): Scenario => {
  const name = (id: string): string => (id === from ? to : id);
  const merged = rename(scenario, name);
  const members = (id: string): readonly string[] => [
    ...new Set(merged.sets.filter((set) => set.id === id).flatMap((set) => set.members)),
  ];
  return {
    ...merged,
    waitables: [...new Set(merged.waitables)],
    ...(merged.locks === undefined ? {} : { locks: [...new Set(merged.locks)] }),
    sets: [...new Set(merged.sets.map(({ id }) => id))].map((id) => ({ id, members: members(id) })),
  };
};

const plainFrame = scenarioPass(
  'plain-frame',
  'puts a plainer kind of frame in its place',
  function* (scenario) {
    for (const [i, task] of scenario.tasks.entries()) {
      for (const frame of BASE_FRAME_KINDS) {
        if (frame !== task.frame)
          yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, { ...task, frame }) };
      }
    }
    yield* editOperation(scenario, function* (operation): Iterable<readonly Operation[]> {
      if (operation.op !== 'call') return;
      const { body } = operation;
      for (const frame of FRAME_KINDS) {
        if (frame !== 'host') yield [{ op: 'call', frame, body }];
        else for (const fibre of [true, false]) yield [{ op: 'call', frame, fibre, body }];
      }
    });
  },
);

const plainOperation = scenarioPass(
  'plain-operation',
  'puts a plainer operation in its place',
  function* (scenario) {
    for (const { id } of scenario.sets) {
      yield* editOperation(scenario, ({ op }) =>
        op === 'wait' || op === 'call'
          ? []
          : [[{ op: 'wait', set: id }], [{ op: 'poll', set: id }]],
      );
    }
    for (const operation of allOperations(scenario)) {
      if (operation.op !== 'wait-one') continue;
      const id = freshId('ws', scenario);
      const sets = [...scenario.sets, { id, members: [operation.waitable] }];
      yield* editOperation({ ...scenario, sets }, (candidate) =>
        candidate === operation ? [[{ op: 'wait', set: id }]] : [],
      );
    }
  },
);

const swapTasks = scenarioPass(
  'swap-tasks',
  'swaps two tasks in the order of their start',
  function* (scenario) {
    for (let i = 0; i + 1 < scenario.tasks.length; i += 1) {
      const [first, second] = [scenario.tasks[i]!, scenario.tasks[i + 1]!];
      yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 2, second, first) };
    }
  },
);

const renameAll: Pass<Scenario> = {
  id: 'rename',
  says: 'names everything in the order of its first use',
  *propose({ scenario, schedule }) {
    const names = new Map<string, string>();
    const give = (prefix: string, ids: readonly string[]): void => {
      for (const [i, id] of [...new Set(ids)].entries()) names.set(id, `${prefix}${i + 1}`);
    };
    const used = allOperations(scenario);
    const signals = scenario.signallers
      .flatMap((signaller) => signaller.signals)
      .filter((signal) => typeof signal === 'string');
    const locks = used.flatMap((operation) => ('lock' in operation ? [operation.lock] : []));
    const stores = scenario.tasks.flatMap(({ store }) => (store === undefined ? [] : [store]));
    const sets = used.flatMap((operation) => ('set' in operation ? [operation.set] : []));
    const waitables = used.flatMap((operation) =>
      'waitable' in operation && scenario.waitables.includes(operation.waitable)
        ? [operation.waitable]
        : [],
    );
    give('e', [...scenario.tasks.map(({ executor }) => executor), ...scenario.executors]);
    give('w', [...waitables, ...signals, ...scenario.waitables]);
    give('l', [...locks, ...(scenario.locks ?? [])]);
    give('st', stores);
    give('ws', [...sets, ...scenario.sets.map(({ id }) => id)]);
    give(
      't',
      scenario.tasks.map(({ id }) => id),
    );
    give(
      's',
      scenario.signallers.map(({ id }) => id),
    );
    const name = (id: string): string => names.get(id) ?? id;
    const renamed = rename(scenario, name);
    if (checkScenario(renamed) !== undefined) return;
    const action = (text: string): string => text.split('/').map(name).join('/');
    yield { scenario: sorted(renamed), schedule: schedule.map(action) };
  },
};

const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** The lists whose order means nothing, in the order of their names. */
const sorted = (scenario: Scenario): Scenario => ({
  ...scenario,
  executors: scenario.executors.toSorted(byName),
  waitables: scenario.waitables.toSorted(byName),
  ...(scenario.locks === undefined ? {} : { locks: scenario.locks.toSorted(byName) }),
  sets: scenario.sets
    .map(({ id, members }) => ({ id, members: members.toSorted(byName) }))
    .toSorted((a, b) => byName(a.id, b.id)),
});

/** The passes over scenarios of the async-context machine: what drops most comes first. */
export const contextPasses: readonly Pass<Scenario>[] = [
  dropTask,
  dropSignaller,
  dropOperation,
  dropSignal,
  unnest,
  unnestBase,
  joinBefore,
  hostSignals,
  mergeSignallers,
  mergeExecutors,
  sameOperand,
  dropName,
  dropMember,
  plainFrame,
  callPlainly,
  hostSubtask,
  oneStore,
  uncancellable,
  dropTwo,
  plainOperation,
  swapTasks,
  renameAll,
];
