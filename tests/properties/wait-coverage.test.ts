import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../explorers/random.ts';
import { choosing } from '../../explorers/strategy.ts';
import { walk } from '../../explorers/walk.ts';
import type { ContextEvent } from '../../model/context/events.ts';
import { maySuspend, type Frame } from '../../model/context/frames.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { run } from '../../properties/run.ts';
import {
  countWaits,
  waitKey,
  waitRows,
  type SignalPosition,
} from '../../properties/wait-coverage.ts';
import { domainOf, scenarios } from '../support/context.ts';

type Events = readonly ContextEvent[];

/** The stack of a task after these events. */
const stackAfter = (events: Events, task: string): readonly Frame[] => {
  const stack: Frame[] = [];
  for (const event of events) {
    if (event.kind === 'entered' && event.task === task) {
      stack.push({
        kind: event.frame,
        ...(event.fibre === undefined ? {} : { fibre: event.fibre }),
      });
    }
    if (event.kind === 'left' && event.task === task) stack.pop();
  }
  return stack;
};

/** The set that a waitable is in after these events. */
const homeAfter = (events: Events, waitable: string): string | undefined => {
  let home: string | undefined;
  for (const event of events) {
    if (event.kind === 'declared') home = event.members[waitable];
    if (event.kind === 'joined' && event.waitable === waitable) home = event.set;
    if (event.kind === 'left-set' && event.waitable === waitable) home = undefined;
    if (event.kind === 'dropped' && event.set === home) home = undefined;
  }
  return home;
};

const pendingAfter = (events: Events): readonly string[] => {
  const pending = new Set<string>();
  for (const event of events) {
    if (event.kind === 'signalled') pending.add(event.waitable);
    if (event.kind === 'delivered') pending.delete(event.waitable);
  }
  return [...pending];
};

/** Where an event falls that comes after these events of a wait. */
const positionAfter = (own: Events, operation: string, on: string): SignalPosition => {
  if (operation === 'poll') return 'before check';
  const asleep = own.findLast(({ kind }) => kind === 'parked' || kind === 'unparked');
  if (asleep?.kind === 'parked' && asleep.on === on) return 'parked';
  if (!own.some(({ kind }) => kind === 'registered')) return 'before register';
  // What was looked for before it slept is looked for again.
  const slept = own.findLastIndex(
    (event, i) =>
      event.kind === 'unparked' &&
      own.slice(0, i).findLast(({ kind }) => kind === 'parked')?.kind === 'parked' &&
      (own.slice(0, i).findLast(({ kind }) => kind === 'parked') as { on?: unknown }).on === on,
  );
  return own.slice(slept + 1).some(({ kind }) => kind === 'checked')
    ? 'before park'
    : 'before check';
};

/** Each wait looked for by itself, and all before it read again each time. */
const countedNaively = (events: Events): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const [at, event] of events.entries()) {
    if (event.kind !== 'wait-called' && event.kind !== 'poll-called') continue;
    const { task } = event;
    const [operation, on] =
      event.kind === 'poll-called' ? ['poll', event.set] : [event.operation, event.on];
    const end = events.findIndex(
      (later, i) =>
        i > at &&
        (later.kind === 'wait-returned' || later.kind === 'polled' || later.kind === 'trapped') &&
        later.task === task,
    );
    const last = end < 0 ? events.length : end;
    const isFor = (waitable: string, i: number): boolean =>
      operation === 'wait' || operation === 'poll'
        ? homeAfter(events.slice(0, i), waitable) === on
        : waitable === on;
    const before = pendingAfter(events.slice(0, at)).some((waitable) => isFor(waitable, at));
    const signal = before
      ? at
      : events.findIndex(
          (later, i) =>
            i > at && i < last && later.kind === 'signalled' && isFor(later.waitable, i),
        );
    const own = events
      .slice(at + 1, Math.max(signal, at + 1))
      .filter((each) => 'task' in each && each.task === task);
    const stack = stackAfter(events.slice(0, at), task);
    const position = signal < 0 ? 'none' : positionAfter(own, operation, on);
    const key = waitKey(stack.at(-1)!.kind, operation, maySuspend(stack), position);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

describe('where signals fall in waits', () => {
  it('is counted as by reading each wait again', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(
        scenarios(),
        fc.nat(builtInRuntimes.length - 1),
        fc.nat(),
        (scenario, under, seed) => {
          const { machine } = domainOf(builtInRuntimes[under]!);
          const choose = choosing(walk, stream(`${seed}`));
          const { events } = run(machine(scenario), contextSuite, choose, { steps: 200 });
          const counts = countWaits(events);
          for (const key of Object.keys(counts)) met.add(key.replace(/^\S+ /, ''));
          expect(counts).toEqual(countedNaively(events as Events));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
    const words = ['register', 'check', 'park', 'parked', 'none', 'poll', 'wait-one', 'may-not'];
    expect(words.filter((word) => ![...met].some((key) => key.includes(word)))).toEqual([]);
  });

  it('is told of every kind of wait that there can be, and loses none', () => {
    const counts = { 'guest wait may parked': 3, 'sync-guest poll may-not none': 2 };
    const rows = waitRows(counts, new Set(['wait', 'poll']));
    expect(rows).toHaveLength(14);
    const all = rows.flatMap((row) => row.counts.filter((count) => count !== null));
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(rows.find(({ operation }) => operation === 'poll')!.counts).toEqual([
      null,
      0,
      null,
      null,
      0,
    ]);
  });

  it('says nothing of events of another machine', () => {
    expect(countWaits([{ kind: 'toString' }, { kind: 'tick' }])).toEqual({});
  });
});
