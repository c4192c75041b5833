import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawWorld } from '../../../explorers/canonical/draw-world.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { keyOf } from '../../../model/canonical/key.ts';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import { EDGE_TRIGGERED } from '../../../model/canonical/profiles/edge-triggered.ts';
import type {
  Next,
  Predicate,
  State,
  TaskState,
  ThreadState,
} from '../../../model/canonical/state.ts';

/** States on random ways through drawn worlds; many of them are equal. */
const drawnStates = (seed: number, numRuns: number): readonly State[] =>
  fc
    .sample(fc.tuple(drawWorld(ALL_WORDS), fc.array(fc.nat(), { minLength: 12, maxLength: 12 })), {
      seed,
      numRuns,
    })
    .flatMap(([scenario, picks]) =>
      [AMENDED, EDGE_TRIGGERED].flatMap((profile) => {
        const machine = canonicalMachine(scenario, profile);
        const states = [machine.start.state];
        for (const pick of picks) {
          const state = states.at(-1)!;
          const actions = machine.enabled(state);
          if (actions.length === 0) break;
          states.push(machine.step(state, actions[pick % actions.length]!).state);
        }
        return states;
      }),
    );

/** What a field may say, where that is a word. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  name: ['a', 'b', 'ab'],
  over: ['', 'unreachable', 'ran-away'],
  mode: ['suspended', 'waiting', 'running'] satisfies ThreadState['mode'][],
  predicate: [
    'none',
    'always',
    'gate',
    'gate-and-lock',
    'lock-free',
    'own-event',
  ] satisfies Predicate[],
  next: ['core', 'returned', 'begin', 'set-event', 'loop-event', 'parked'] satisfies Next[],
  callerKind: ['invocation', 'subtask', 'nobody'] satisfies TaskState['callerKind'][],
  event: ['none', 'progress', 'copied', 'completed', 'dropped', 'cancelled'],
  state: ['initial', 'started', 'resolved', 'idle', 'copying', 'cancelling', 'done'],
  status: ['idle', 'called', 'returned', 'cancelled', 'trapped'],
};

/** Copies of a JSON value that differ from it in one place each: in a number, flag or word, or in the length of a list. */
const changed = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) {
    return [
      [...value, value.at(-1) ?? 0],
      ...(value.length === 0 ? [] : [value.slice(0, -1)]),
      ...value.flatMap((item, at) => changed(item).map((each) => value.with(at, each))),
    ];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([field, item]) =>
      (typeof item === 'string'
        ? (WORDS[field] ?? []).filter((word) => word !== item)
        : changed(item)
      ).map((each) => ({ ...value, [field]: each })),
    );
  }
  if (typeof value === 'number') return [value + 1, value - 1, value + 1000, -1000 - value];
  if (typeof value === 'boolean') return [!value];
  return [];
};

describe('the key of a state', () => {
  it('tells apart what its JSON tells apart, and nothing else', () => {
    const states = drawnStates(1, 800);
    const keys = new Map<string, string>();
    const texts = new Map<string, string>();
    for (const state of states) {
      const [text, key] = [JSON.stringify(state), keyOf(state)];
      expect(keys.get(text) ?? key).toBe(key);
      expect(texts.get(key) ?? text).toBe(text);
      keys.set(text, key);
      texts.set(key, text);
    }
    expect(keys.size).toBeGreaterThan(3000);
    expect(states.length - keys.size).toBeGreaterThan(500);
  });

  it('hangs on every number, flag, word and length in it', () => {
    let differences = 0;
    for (const state of drawnStates(2, 12)) {
      const key = keyOf(state);
      for (const other of changed(state) as readonly State[]) {
        if (isOdd(other)) continue;
        expect(keyOf(other)).not.toBe(key);
        differences += 1;
      }
    }
    expect(differences).toBeGreaterThan(20_000);
  });
});

/** A list of records that got a number: no state. */
const isOdd = (state: State): boolean =>
  Object.entries(state).some(
    ([field, value]) =>
      field !== 'calls' && Array.isArray(value) && value.some((item) => typeof item === 'number'),
  );
