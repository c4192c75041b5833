import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { STREAM, component, invocation, linked, made, streamRead } from './words.ts';

export const blockedCancelResets: CanonicalPlantedBug = plantRules(
  {
    id: 'blocked-cancel-resets',
    says: 'a cancel of a copy that blocks makes its end idle',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12704',
    property: 'one-copy-at-a-time',
    rows: ['A39'],
  },
  'blocked-cancel-goes-on',
  linked(
    [
      component('c', {
        run: made(
          { params: [STREAM] },
          [
            streamRead(1),
            { op: 'stream.cancel-read', type: STREAM, async: true, end: 'r' },
            streamRead(1),
          ],
          { params: ['r'] },
        ),
      }),
    ],
    [invocation('c', 'run', { args: [{ end: 'h' }] })],
    { hostEnds: [{ id: 'h', type: STREAM, end: 'writable', slowCancel: true }] },
  ),
);
