import { describe, expect, it } from 'vitest';
import { JCO } from '../../../model/canonical/profiles/jco.ts';
import { WASMTIME } from '../../../model/canonical/profiles/wasmtime.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import { endsOf } from './outcomes.ts';

/** A task with the lock yields, and a call of a sync type barges in and suspends. */
const bargesIn: Scenario = linked(
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
const lends: Scenario = linked(
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

/** A call comes when the gate is open again, but another still stands there. */
const comesSecond: Scenario = linked(
  [
    {
      id: 'd',
      functions: [
        { id: 'f', body: [] },
        { id: 'shut', body: [{ op: 'backpressure.inc' }] },
        { id: 'open', body: [{ op: 'backpressure.dec' }] },
      ],
      exports: [
        { id: 'f', type: { async: true }, function: 'f' },
        { id: 'shut', type: {}, function: 'shut' },
        { id: 'open', type: {}, function: 'open' },
      ],
    },
    {
      id: 'c',
      imports: [
        { id: 'f', type: { async: true } },
        { id: 'shut', type: {} },
        { id: 'open', type: {} },
      ],
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'shut' },
            { op: 'call', import: 'f', async: true },
            { op: 'call', import: 'open' },
            { op: 'call', import: 'f', async: true, into: 'status' },
            { op: 'return', value: ['&', 'status', 15] },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'c', export: 'run' }],
  {
    instances: [
      { id: 'd', component: 'd' },
      {
        id: 'c',
        component: 'c',
        imports: {
          f: { instance: 'd', export: 'f' },
          shut: { instance: 'd', export: 'shut' },
          open: { instance: 'd', export: 'open' },
        },
      },
    ],
  },
);

describe('locks and loans', () => {
  it('does not run the owner of the lock during a sync call', () => {
    expect(endsOf(bargesIn)).toEqual(['cannot-block']);
  });

  it('lets a call stand behind another at an open gate, or pass', () => {
    expect(endsOf(comesSecond)).toEqual(['run = 0', 'run = 2']);
    expect(endsOf(comesSecond, WASMTIME)).toEqual(['run = 2']);
    expect(endsOf(comesSecond, JCO)).toEqual(['run = 0']);
  });

  it('gives back what was lent when the call has returned', () => {
    expect(endsOf(lends)).toEqual(['run = 7']);
  });
});
