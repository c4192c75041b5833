import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditInstance } from '../explorers/audit/audit-instance.ts';
import { DEFAULT_BOUNDS, drawScenario } from '../explorers/draw-scenario.ts';
import { openScenario, type Shape } from '../explorers/open-scenario.ts';
import { sizedShapes } from '../explorers/sized-shapes.ts';
import { smallShapes } from '../explorers/small-shapes.ts';
import { openMachine } from '../model/context/context-machine.ts';
import { futuresOf } from '../model/context/future.ts';
import { compileOpen } from '../model/context/open.ts';
import { OPERATIONS, OPERATION_NAMES, type OperationName } from '../model/context/operations.ts';
import {
  INSTRUCTIONS,
  SIMPLE_INSTRUCTIONS,
  armOf,
  instructionName,
  type Instruction,
  type InstructionName,
} from '../model/context/protocol.ts';
import { protocolCells } from '../model/context/protocol-cells.ts';
import { compileRules } from '../model/context/rules.ts';
import { runtimeSchema } from '../model/context/runtime.ts';
import { operationsIn, scenarioSchema, type Operation } from '../model/context/scenario.ts';
import { initialState } from '../model/context/state.ts';
import { VOCABULARY } from '../model/context/vocabulary.ts';
import { reference } from '../model/runtimes/reference.ts';
import { contextSuite } from '../properties/context-suite.ts';
import { restrict } from '../properties/judge.ts';

const rules = compileRules(reference);
const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');

const EXAMPLES: { readonly [Op in OperationName]: Extract<Operation, { op: Op }> } = {
  wait: { op: 'wait', set: 'ws1' },
  'wait-one': { op: 'wait-one', waitable: 'w1' },
  poll: { op: 'poll', set: 'ws1' },
  yield: { op: 'yield' },
  join: { op: 'join', waitable: 'w1', set: 'ws1' },
  leave: { op: 'leave', waitable: 'w1' },
  drop: { op: 'drop', set: 'ws1' },
  signal: { op: 'signal', waitable: 'w1' },
  cancel: { op: 'cancel', task: 't1' },
  'call-own': { op: 'call-own', subtask: 't2' },
  'cancel-subtask': { op: 'cancel-subtask', subtask: 't2' },
  lock: { op: 'lock', lock: 'l1' },
  unlock: { op: 'unlock', lock: 'l1' },
  'store-borrow': { op: 'store-borrow' },
  'store-return': { op: 'store-return' },
  call: { op: 'call', frame: 'guest', body: [] },
};

/** Two tasks, one of which may call the other, with one of everything. */
const ALL: Shape = {
  tasks: [
    { executor: 0, store: 0, caller: -1 },
    { executor: 0, store: 0, caller: 0 },
  ],
  homes: [-1],
  sets: 1,
  locks: 1,
  signals: 1,
  depth: 2,
  operations: 2,
  words: new Set(['wait', ...VOCABULARY]),
};

const namesIn = (shapes: readonly Shape[]): ReadonlySet<OperationName> =>
  new Set(shapes.flatMap((shape) => openScenario(shape).operations.map(({ op }) => op)));

const drawn = new Set(
  fc
    .sample(drawScenario(DEFAULT_BOUNDS), { numRuns: 500, seed: 1 })
    .flatMap(({ tasks }) => tasks.flatMap(({ body }) => operationsIn(body).map(({ op }) => op))),
);
const small = smallShapes(VOCABULARY);
const audited = namesIn(small);
const proved = namesIn([ALL]);
const minimised = namesIn(
  sizedShapes({
    tasks: 2,
    calls: 1,
    work: 2,
    threads: 1,
    depth: 2,
    waitables: 1,
    sets: 1,
    locks: 1,
    vocabulary: VOCABULARY,
  }),
);

describe('every operation', () => {
  const open = compileOpen(openScenario(ALL));
  const state = initialState(open, rules);

  for (const op of OPERATION_NAMES) {
    it(`is read, drawn, audited, proved and minimised: ${op}`, () => {
      const task = { id: 't1', executor: 'e1', frame: 'guest', body: [EXAMPLES[op]] };
      const scenario = {
        format: 1,
        machine: 'async-context',
        executors: ['e1'],
        waitables: [],
        sets: [],
        tasks: [task],
        signallers: [],
      };
      expect(scenarioSchema.safeParse(scenario).success).toBe(true);
      // A frame gives back by its return what it took: few are drawn that do so before.
      const has = {
        audited,
        proved,
        minimised,
        ...(OPERATIONS[op].hold === 'gives' ? {} : { drawn }),
      };
      const without = Object.entries(has).flatMap(([what, ops]) => (ops.has(op) ? [] : [what]));
      expect(without).toEqual([]);
    });

    it(`is in what a task may still do, as the whole search of a small instance sees it: ${op}`, () => {
      const shape = small
        .filter((each) => openScenario(each).operations.some((each) => each.op === op))
        .toSorted((a, b) => a.tasks.length + a.signals - (b.tasks.length + b.signals))[0]!;
      const machine = openMachine(openScenario(shape), rules, { plainFrames: false });
      const { findings, asked } = auditInstance(() => machine, suite, 1_500);
      expect(findings).toEqual([]);
      // Nothing is left out where tasks start others, so nothing is asked.
      expect(asked['futures-cover'] > 0).toBe(machine.parts!.reducible);
    });
  }

  it('is asked for its cells in the future of a task that may do all of them', () => {
    const { reads, writes } = futuresOf(open, rules)(state, 0, []);
    expect([...new Set([...reads, ...writes])].toSorted()).toMatchInlineSnapshot(`
      [
        "borrow of store.lock",
        "e1.queue",
        "l1.lock",
        "t1.request",
        "t1.wake",
        "t2.event",
        "t2.home",
        "t2.request",
        "t2.waiters",
        "t2.wake",
        "w1.event",
        "w1.home",
        "w1.waiters",
        "ws1.inside",
        "ws1.members",
        "ws1.waiters",
      ]
    `);
  });
});

const FORMS: Readonly<
  Record<Exclude<InstructionName, (typeof SIMPLE_INSTRUCTIONS)[number]>, Instruction>
> = {
  guard: { guard: [] },
  check: { check: [] },
  'check-cancel': { check: 'cancel', do: [] },
  branch: { branch: 'more', do: [] },
  'branch-event': { branch: 'event', do: [] },
  'branch-home': { branch: 'in-set', do: [] },
  load: { load: 'word' },
  store: { store: 'word', value: 1 },
  add: { add: 'word', by: 1 },
  goto: { goto: 'done' },
};

describe('every instruction', () => {
  const instructions: Readonly<Record<string, Instruction>> = {
    ...Object.fromEntries(SIMPLE_INSTRUCTIONS.map((name) => [name, name])),
    ...FORMS,
  };
  for (const [name, rule] of Object.entries(INSTRUCTIONS)) {
    it(`is read, and its step touches what it touches: ${name}`, () => {
      const instruction = instructions[name]!;
      expect(instructionName(instruction)).toBe(name);
      expect(armOf(instruction)).toEqual([]);
      const [operation] = rule.in;
      const protocols = {
        ...rules.protocols,
        [operation!]: [{ label: 'step', do: [instruction] }],
      };
      const { protocols: _, ...rest } = reference;
      expect(runtimeSchema.safeParse({ ...rest, protocols }).success).toBe(true);
      const { both } = protocolCells(protocols)[operation!][0]!;
      expect(both.reads).toEqual(expect.arrayContaining([...rule.reads]));
      expect(both.writes).toEqual(expect.arrayContaining([...rule.writes]));
    });
  }
});
