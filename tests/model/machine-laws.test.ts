import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, type ContextEvent } from '../../model/context/events.ts';
import type { State } from '../../model/context/state.ts';
import { parseScenario } from '../../model/context/parse.ts';
import { PROTOCOL_OPERATIONS } from '../../model/context/protocol.ts';
import type { MachineEvent } from '../../model/machine-event.ts';
import { independent, isLocal, type Action } from '../../model/machine.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, scenarios, walkStates } from '../support/context.ts';
import { denseScenarios } from '../support/dense.ts';

/** Finds an event in one step and hands it out in the next, though it may have gone by then. */
const splitDelivery = [
  { label: 'register', do: ['register'] },
  { label: 'check', do: [{ check: [{ goto: 'take' }] }, { guard: ['deregister'] }] },
  { label: 'park', do: ['park'], next: 'check' },
  { label: 'take', do: ['deregister', 'deliver', 'done'] },
];
const split = {
  ...reference,
  id: 'split-delivery',
  protocols: { ...reference.protocols, wait: splitDelivery, 'wait-one': splitDelivery },
};

const P = reference.protocols;

/** Runtimes whose steps or hooks touch more at once than those of the built-in ones. */
const odd = [
  split,
  {
    ...reference,
    id: 'wakes-at-once',
    protocols: {
      ...P,
      signal: [{ label: 'signal', do: ['mark', 'look', 'unpark', 'unpark'] }],
      cancel: [{ label: 'cancel', do: ['mark', 'unpark'] }],
      'cancel-subtask': [{ label: 'request', do: ['mark', 'unpark'] }, ...P.wait],
    },
  },
  {
    ...reference,
    id: 'unparks-two',
    protocols: {
      ...P,
      signal: [
        { label: 'mark', do: ['mark'] },
        { label: 'look', do: ['look', 'pop'] },
        { label: 'unpark', do: ['unpark', 'unpark'] },
      ],
    },
  },
  {
    ...reference,
    id: 'cancels-cancellers',
    protocols: {
      ...P,
      'cancel-subtask': [
        { label: 'request', do: ['mark', 'unpark'] },
        { label: 'own', do: [{ check: 'request', do: ['deliver', 'done'] }] },
        ...P.wait,
      ],
    },
  },
  {
    ...reference,
    id: 'drops-beside-events',
    drop: ({ event }: { event: boolean }) => (event ? 'trap' : 'go'),
  },
];

const perTask = builtInRuntimes.filter(({ bookkeeping }) => bookkeeping.per === 'task');
const runtimes = fc.oneof(
  { weight: perTask.length, arbitrary: fc.constantFrom<unknown>(...perTask) },
  { weight: 2 * odd.length, arbitrary: fc.constantFrom<unknown>(...odd) },
);

const subjects = fc.oneof(
  { weight: 1, arbitrary: scenarios() },
  { weight: 2, arbitrary: denseScenarios.map((each) => parseScenario(each)) },
);

const walkAll = (
  law: (
    machine: ReturnType<ReturnType<typeof domainOf>['machine']>,
    state: Parameters<typeof machine.step>[0],
    enabled: ReturnType<typeof machine.enabled>,
  ) => void,
  numRuns = 300,
): void => {
  fc.assert(
    fc.property(runtimes, subjects, fc.string(), (runtime, scenario, seed) => {
      const machine = domainOf(runtime).machine(scenario);
      walkStates(machine, seed, (state, enabled) => law(machine, state, enabled));
    }),
    { numRuns, seed: 1 },
  );
};

/** The operation of an action, or whether it enters, returns or stops. */
const wordOf = (label: string): string => label.split(/[ :]/)[0] ?? '';

describe('every machine of the context model', () => {
  it('names the enabled actions apart', () => {
    walkAll((_, __, enabled) => {
      expect(new Set(enabled.map(({ name }) => name)).size).toBe(enabled.length);
    });
  });

  it('gives equal results for equal arguments and leaves them as they are', () => {
    walkAll((machine, state, enabled) => {
      const before = machine.key(state);
      for (const action of enabled) {
        expect(machine.step(state, action)).toEqual(machine.step(state, action));
      }
      expect(machine.key(state)).toBe(before);
    });
  });

  it('lets independent actions that do not end a run be swapped: same state, nothing disabled', () => {
    /** How many pairs there were with each operation in them. */
    const pairs = new Map<string, number>();
    // A trap and a deadlock report are independent of nothing, whatever they close.
    const ends = ({ kind }: MachineEvent): boolean =>
      kind === 'trapped' || kind === 'deadlock-reported';
    walkAll((machine, state, enabled) => {
      /** The state after both; undefined if one of them ends a run. */
      const after = (first: Action, second: Action): State | undefined => {
        const middle = machine.step(state, first);
        if (middle.events.some(ends)) return undefined;
        const still = machine.enabled(middle.state).find(({ name }) => name === second.name);
        expect(still, `${first.name} disables ${second.name}`).toBeDefined();
        const last = machine.step(middle.state, still!);
        return last.events.some(ends) ? undefined : last.state;
      };
      for (const a of enabled) {
        for (const b of enabled) {
          if (a.name >= b.name || !independent(a, b)) continue;
          const [ab, ba] = [after(a, b), after(b, a)];
          if (ab === undefined || ba === undefined) continue;
          const words = [a, b].map((each) => wordOf(machine.label(state, each)));
          for (const word of new Set(words)) pairs.set(word, (pairs.get(word) ?? 0) + 1);
          expect(machine.key(ab)).toBe(machine.key(ba));
        }
      }
    }, 1_200);
    // Every operation is in pairs enough for its footprint to be put to the test.
    const operations = [
      ...PROTOCOL_OPERATIONS.filter((name) => name !== 'trap'),
      'enter',
      'return',
      'stop',
      'call',
      'call-own',
      'leave',
      'drop',
      'lock',
      'unlock',
      'store-borrow',
    ];
    const few = operations.filter((word) => (pairs.get(word) ?? 0) < 150);
    expect(few.map((word) => [word, pairs.get(word)])).toEqual([]);
  });

  it('calls an action local only if it is independent of all others', () => {
    walkAll((_, __, enabled) => {
      for (const a of enabled.filter(isLocal)) {
        for (const b of enabled) if (a.actor !== b.actor) expect(independent(a, b)).toBe(true);
      }
    });
  });

  it('emits events with the fields that the table of kinds names', () => {
    const seen = new Set<string>();
    walkAll((machine, state, enabled) => {
      for (const action of enabled) {
        for (const event of machine.step(state, action).events as ContextEvent[]) {
          seen.add(event.kind);
          const { kind, ...fields } = event;
          const { fields: named } = EVENT_KINDS[kind];
          const required = named.filter((name) => !name.endsWith('?'));
          const allowed = named.map((name) => name.replace('?', ''));
          expect(Object.keys(fields)).toEqual(expect.arrayContaining(required));
          expect(allowed).toEqual(expect.arrayContaining(Object.keys(fields)));
        }
      }
    });
    // `declared` opens every trace, and `quiescent` is the driver's to say.
    const never = Object.keys(EVENT_KINDS).filter((kind) => !seen.has(kind));
    expect(never.toSorted()).toEqual(['declared', 'quiescent']);
  });
});
