import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { world } from './examples.ts';
import { endsOf } from './outcomes.ts';

/** A task with the lock yields, and a call of a sync type barges in and suspends. */
const bargesIn: Scenario = world(
  [
    {
      id: 'c',
      globals: [{ id: 'main' }],
      functions: [
        {
          id: 'owner',
          body: [
            { op: 'thread.yield' },
            { op: 'if', condition: 'main', then: [{ op: 'thread.resume-later', thread: 'main' }] },
          ],
        },
        { id: 'sync', body: [{ op: 'thread.index', into: 'main' }, { op: 'thread.suspend' }] },
      ],
      exports: [
        { id: 'owner', type: { async: true }, function: 'owner' },
        { id: 'sync', type: {}, function: 'sync' },
      ],
    },
  ],
  [
    { id: 'owner', instance: 'c', export: 'owner' },
    { id: 'sync', instance: 'c', export: 'sync' },
  ],
);

/** A resource is lent to a call, and dropped when that has returned; `d` drops what it was lent. */
const lends: Scenario = world(
  [
    {
      id: 'd',
      importedResources: ['R'],
      functions: [
        {
          id: 'hold',
          params: ['h'],
          body: [{ op: 'thread.yield' }, { op: 'resource.drop', resource: 'R', handle: 'h' }],
        },
      ],
      exports: [{ id: 'hold', type: { async: true, params: ['borrow<R>'] }, function: 'hold' }],
    },
    {
      id: 'c',
      resources: [{ id: 'R', destructor: 'drop' }],
      globals: [{ id: 'dropped' }],
      imports: [{ id: 'hold', type: { async: true, params: ['borrow<R>'] } }],
      functions: [
        { id: 'drop', params: ['rep'], body: [{ op: 'set', name: 'dropped', value: 'rep' }] },
        {
          id: 'run',
          body: [
            { op: 'resource.new', resource: 'R', rep: 7, into: 'h' },
            { op: 'call', import: 'hold', args: ['h'] },
            { op: 'resource.drop', resource: 'R', handle: 'h' },
            { op: 'return', value: 'dropped' },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'c', export: 'run' }],
  {
    instances: [
      { id: 'd', component: 'd', resources: { R: { instance: 'c', resource: 'R' } } },
      { id: 'c', component: 'c', imports: { hold: { instance: 'd', export: 'hold' } } },
    ],
  },
);

describe('locks and loans', () => {
  it('does not run the owner of the lock during a sync call', () => {
    expect(endsOf(bargesIn)).toEqual(['cannot-block']);
  });

  it('gives back what was lent when the call has returned', () => {
    expect(endsOf(lends)).toEqual(['run = 7']);
  });
});
