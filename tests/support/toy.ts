import * as fc from 'fast-check';
import type { Domain } from '../../api/domain.ts';
import type { Action, Machine } from '../../model/machine.ts';
import type { MachineEvent } from '../../model/machine-event.ts';
import type { Suite } from '../../properties/property.ts';

/**
 * A machine that has nothing to do with async contexts: two threads, each of which adds to a counter so many
 * times by reading it and writing it back, with a lock around that or without.
 */
export interface ToyScenario {
  readonly a: number;
  readonly b: number;
  readonly locked: boolean;
}

interface Thread {
  readonly left: number;
  readonly at: 'lock' | 'read' | 'write' | 'unlock';
  readonly local: number;
}

interface ToyState {
  readonly counter: number;
  readonly holder: string;
  readonly a: Thread;
  readonly b: Thread;
}

type ToyEvent = MachineEvent & {
  readonly by?: string;
  readonly value?: number;
  readonly adds?: number;
};

const NEXT = { lock: 'read', read: 'write', write: 'unlock', unlock: 'lock' } as const;

const toyMachine = ({ a, b, locked }: ToyScenario): Machine<ToyState> => {
  const thread = (left: number): Thread => ({ left, at: locked ? 'lock' : 'read', local: 0 });
  const canMove = ({ holder, ...state }: ToyState, id: 'a' | 'b'): boolean =>
    state[id].left > 0 && (state[id].at !== 'lock' || holder === '');
  const action = (state: ToyState, id: 'a' | 'b'): Action => {
    const cell = state[id].at === 'lock' || state[id].at === 'unlock' ? 'lock' : 'counter';
    return { name: id, actor: id, reads: [], writes: [cell] };
  };
  return {
    start: {
      state: { counter: 0, holder: '', a: thread(a), b: thread(b) },
      events: [{ kind: 'began', adds: a + b } as ToyEvent],
    },
    enabled: (state) =>
      (['a', 'b'] as const).filter((id) => canMove(state, id)).map((id) => action(state, id)),
    step: (state, { actor }) => {
      const id = actor as 'a' | 'b';
      const { at, local, left } = state[id];
      const ends = at === 'unlock' || (!locked && at === 'write');
      const moved: Thread = {
        left: ends ? left - 1 : left,
        at: !locked && at === 'write' ? 'read' : NEXT[at],
        local: at === 'read' ? state.counter : local,
      };
      const counter = at === 'write' ? local + 1 : state.counter;
      const holder = at === 'lock' ? id : at === 'unlock' ? '' : state.holder;
      const event: ToyEvent = { kind: `did-${at}`, by: id, value: counter };
      return { state: { ...state, [id]: moved, counter, holder }, events: [event] };
    },
    key: (state) => JSON.stringify(state),
    label: (state, { actor }) => state[actor as 'a' | 'b'].at,
    view: ({ counter, holder, a: first, b: second }) => ({
      facts: {
        counter: { value: String(counter) },
        lock: { holder: holder === '' ? 'none' : holder },
      },
      details: { a: { local: String(first.local) }, b: { local: String(second.local) } },
    }),
  };
};

interface ToyLedger {
  adds: number;
  value: number;
  reading: string;
}

const toySuite: Suite<ToyLedger, ToyScenario | null> = {
  observer: {
    initial: () => ({ adds: 0, value: 0, reading: '' }),
    copy: (ledger) => ({ ...ledger }),
    observe: (ledger, event) => {
      const { kind, adds, value, by = '' } = event as ToyEvent;
      if (kind === 'began') ledger.adds = adds ?? 0;
      if (kind === 'did-read') ledger.reading += by;
      if (kind === 'did-write') {
        ledger.value = value ?? 0;
        ledger.reading = ledger.reading.replace(by, '');
      }
    },
  },
  properties: [
    {
      id: 'no-lost-update',
      kind: 'eventually',
      says: 'every addition counts',
      needs: ['began', 'did-write', 'quiescent'],
      judge: ({ adds, value }, { kind }) =>
        kind === 'quiescent' && adds !== value
          ? { reason: 'lost', about: { adds: String(adds), value: String(value) } }
          : undefined,
      tell: ({ about }) => ({
        sentence: `After ${about['adds']} additions the counter is ${about['value']}.`,
        expected: `the counter is ${about['adds']}`,
        got: `the counter is ${about['value']}`,
        rule: 'arithmetic',
      }),
    },
    {
      id: 'needs-a-clock',
      kind: 'always',
      says: 'an invariant over events that this machine does not have',
      needs: ['ticked'],
      judge: () => undefined,
      tell: () => ({ sentence: '', expected: '', got: '', rule: '' }),
    },
    {
      id: 'both-read',
      kind: 'sometimes',
      says: 'both threads have read and not yet written',
      needs: ['did-read', 'did-write'],
      inapplicable: (scenario) =>
        scenario?.locked === true ? 'a lock keeps them apart' : undefined,
      saw: ({ reading }, { kind }) => kind === 'did-read' && reading !== '',
    },
  ],
};

/** The toy as explorers, shrinkers and reports see any machine. */
export const toyDomain: Domain<ToyScenario, ToyState, ToyLedger, ToyScenario | null> = {
  machineId: 'toy',
  runtime: { id: 'toy', says: 'two threads and a counter', digest: '0000000000000000' },
  suite: toySuite,
  emits: new Set(['began', 'did-lock', 'did-read', 'did-write', 'did-unlock', 'quiescent']),
  vocabulary: ['repeat', 'lock'],
  scenarios: (words) => {
    const additions = fc.integer({ min: 0, max: words.has('repeat') ? 3 : 1 });
    const locked = words.has('lock') ? fc.boolean() : fc.constant(false);
    return fc.record({ a: additions, b: additions, locked });
  },
  setting: (scenario) => scenario,
  parseScenario: (value) => value as ToyScenario,
  machine: toyMachine,
  passes: [
    {
      id: 'add-less',
      says: 'one addition fewer',
      *propose({ scenario, schedule }) {
        if (scenario.a > 0) yield { scenario: { ...scenario, a: scenario.a - 1 }, schedule };
        if (scenario.b > 0) yield { scenario: { ...scenario, b: scenario.b - 1 }, schedule };
      },
    },
  ],
  measure: ({ a, b }) => [a + b],
  plainness: ({ locked }) => [locked ? 1 : 0],
  lanes: () => [
    { id: 'a', title: 'a' },
    { id: 'b', title: 'b' },
  ],
};
