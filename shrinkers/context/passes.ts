import { checkScenario } from '../../model/context/check-scenario.ts';
import { BASE_FRAME_KINDS, FRAME_KINDS } from '../../model/context/frames.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import type { Pass } from '../pass.ts';
import { allOperations, editOperation } from './bodies.ts';
import { dropPasses, dropTwo, namePasses } from './drop-passes.ts';
import { rename } from './rename.ts';
import { freshId, scenarioPass } from './scenario-pass.ts';
import { storePasses } from './store-passes.ts';

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
  ...dropPasses,
  unnest,
  unnestBase,
  joinBefore,
  hostSignals,
  mergeSignallers,
  mergeExecutors,
  sameOperand,
  ...namePasses,
  plainFrame,
  ...storePasses,
  dropTwo,
  plainOperation,
  swapTasks,
  renameAll,
];
