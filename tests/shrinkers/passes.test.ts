import { describe, expect, it } from 'vitest';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { plainness } from '../../shrinkers/context/measure.ts';
import { contextPasses } from '../../shrinkers/context/passes.ts';
import { compareSizes } from '../../shrinkers/pass.ts';
import { scenario } from '../support/context.ts';

/** The scenarios that the pass of this id, which the list must hold, proposes. */
const proposals = (id: string, subject: Scenario): readonly Scenario[] => {
  const pass = contextPasses.find((candidate) => candidate.id === id);
  expect(pass, `there is a pass ${id}`).toBeDefined();
  return [...pass!.propose({ scenario: subject, schedule: [] })].map((one) => one.scenario);
};

const wait: Operation = { op: 'wait', set: 'ws1' };
const poll: Operation = { op: 'poll', set: 'ws1' };
const signal: Operation = { op: 'signal', waitable: 'w1' };
const host = (id: string, ...signals: readonly string[]) => ({ id, signals });

describe('the pass', () => {
  it('merge-signallers leaves one host thread, with the signals of both', () => {
    const two = scenario([{ body: [] }], { signallers: [host('s1', 'w1'), host('s2', 'w2')] });
    expect(proposals('merge-signallers', two).map(({ signallers }) => signallers)).toEqual([
      [host('s2', 'w2', 'w1')],
      [host('s1', 'w1', 'w2')],
    ]);
  });

  it('host-signals lets a fresh host thread signal', () => {
    const one = scenario([{ body: [signal, wait] }], { signallers: [host('s1', 'w2')] });
    expect(proposals('host-signals', one)).toMatchObject([
      { tasks: [{ body: [wait] }], signallers: [host('s1', 'w2'), host('s2', 'w1')] },
    ]);
  });

  it('unnest-base makes the only call of a task its base frame', () => {
    const nested = scenario([{ body: [{ op: 'call', frame: 'sync-callback', body: [wait] }] }]);
    expect(proposals('unnest-base', nested)).toMatchObject([
      { tasks: [{ frame: 'sync-callback', body: [wait] }] },
    ]);
  });

  it('drop-two leaves out two operations, two signals, or one of each', () => {
    const both = scenario([{ body: [wait, poll] }], { signallers: [host('s1', 'w1')] });
    const left = proposals('drop-two', both).map(
      ({ tasks, signallers }) => tasks[0]!.body.length + signallers[0]!.signals.length,
    );
    expect(new Set(left)).toEqual(new Set([1]));
    expect(proposals('drop-two', both)).toContainEqual(
      expect.objectContaining({ signallers: [host('s1', 'w1')] }),
    );
  });
});

describe('plainness', () => {
  it('puts host code on a fibre before native host code', () => {
    const calls = (fibre: boolean): Scenario =>
      scenario([{ body: [{ op: 'call', frame: 'host', fibre, body: [] }] }]);
    const size = (fibre: boolean) => ({ numbers: plainness(calls(fibre)), text: '' });
    expect(compareSizes(size(true), size(false))).toBeLessThan(0);
  });
});
