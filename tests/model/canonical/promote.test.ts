import { describe, expect, it } from 'vitest';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import type { State } from '../../../model/canonical/state.ts';
import type { Instruction, Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import { outcomesOf } from '../../support/outcomes.ts';

/** A task is cancelled while it cannot be told, and then promotes another of its threads, which is ready. */
const promoting = (op: 'thread.suspend-then-promote' | 'thread.yield-then-promote'): Scenario => {
  const body: readonly Instruction[] = [
    { op: 'thread.new-indirect', index: 0, into: 't' },
    { op: 'thread.resume-later', thread: 't' },
    // Not cancellable: the request comes here.
    { op: 'call', import: 'h' },
    { op, thread: 't', cancellable: true, into: 'told' },
    { op: 'if', condition: 'told', then: [{ op: 'task.cancel' }], else: [{ op: 'task.return' }] },
  ];
  return linked(
    [
      {
        id: 'c',
        imports: [{ id: 'h', type: { async: true } }],
        functions: [
          { id: 'run', body },
          { id: 'other', params: ['x'], body: [{ op: 'set', name: 'ran', value: 1 }] },
        ],
        globals: [{ id: 'ran' }],
        table: ['other'],
        exports: [{ id: 'run', type: { async: true }, function: 'run', lift: { abi: 'stackful' } }],
      },
    ],
    [{ id: 'run', instance: 'c', export: 'run', cancel: true }],
    {
      instances: [{ id: 'c', component: 'c', imports: { h: { host: 'h' } } }],
      hostFunctions: [{ id: 'h', type: { async: true }, resolve: 'later' }],
    },
  );
};

const endsWith = (op: Parameters<typeof promoting>[0]): readonly string[] => {
  const machine = canonicalMachine(parseScenario(promoting(op)), SPECIFICATION);
  const tell = ({ over, invocations, instances }: State): string =>
    over === '' ? `${invocations[0]!.status}, other ran ${instances[0]!.globals[0]}` : over;
  return [...outcomesOf(machine, tell).ends].toSorted();
};

describe('a promote that finds a cancel', () => {
  it('leaves the other thread ready', () => {
    // Where the other has come to its end before, there is nobody to promote, and that traps.
    expect(endsWith('thread.yield-then-promote')).toEqual([
      'cancelled, other ran 1',
      'returned, other ran 1',
      'unknown-handle',
    ]);
    expect(endsWith('thread.suspend-then-promote')).toEqual([
      'cancelled, other ran 1',
      'unknown-handle',
    ]);
  });
});
