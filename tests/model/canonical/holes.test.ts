import { describe, expect, it } from 'vitest';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import {
  callbackDuringSyncCall,
  cancelBehindLock,
  cancelFromWithin,
  cancelMeetsStart,
  cancelOfRunning,
} from './holes.ts';
import { endsOf } from './outcomes.ts';

const both = (scenario: Scenario): readonly (readonly string[])[] =>
  [SPECIFICATION, AMENDED].map((profile) => endsOf(scenario, profile));

describe('holes of the specification, and the same amended', () => {
  it('R1: loses a cancel that comes while another task has the lock', () => {
    expect(both(cancelBehindLock)).toEqual([['run called'], ['run = 4']]);
  });

  it('R1: loses a cancel that comes from inside the instance', () => {
    expect(both(cancelFromWithin)).toEqual([['run called'], ['run = 4']]);
  });

  it('R2: takes the start of a subtask for its end', () => {
    expect(both(cancelMeetsStart)).toEqual([
      // Where it parks and the callee returns before it is resumed, it finds the end.
      ['cancel-woken-by-start', 'run = 2', 'run = 3'],
      ['run = 2', 'run = 3'],
    ]);
  });

  it('R3: runs a callback during a sync call', () => {
    expect(both(callbackDuringSyncCall)).toEqual([['run = 0'], ['cannot-block', 'run = 0']]);
  });

  it('R4: has no place for a reader that is dropped while a write is pending', () => {
    const body = [
      { op: 'waitable-set.new', into: 'set' },
      { op: 'future.new', type: 'future<unit>', readable: 'r', writable: 'w' },
      { op: 'future.write', type: 'future<unit>', async: true, end: 'w' },
      { op: 'waitable.join', waitable: 'w', set: 'set' },
      { op: 'future.drop-readable', type: 'future<unit>', end: 'r' },
      { op: 'waitable-set.poll', set: 'set', p2: 'result' },
      { op: 'return', value: 'result' },
    ] as const;
    const dropping = linked(
      [
        {
          id: 'c',
          functions: [{ id: 'run', body }],
          exports: [{ id: 'run', type: { result: 'u32' }, function: 'run' }],
        },
      ],
      [{ id: 'run', instance: 'c', export: 'run' }],
    );
    expect(both(dropping)).toEqual([['reader-drop-met-write'], ['run = 1']]);
  });

  it('R5: resumes a thread that runs', () => {
    expect(both(cancelOfRunning)).toEqual([['resumed-running-thread'], ['run = 4']]);
  });
});
