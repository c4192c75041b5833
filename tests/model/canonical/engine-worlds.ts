import * as b from '../../../model/canonical/builder/index.ts';
import type { Component, Scenario } from '../../../model/canonical/scenario.ts';

export const FUTURE = 'future<u8>';
export const STREAM = 'stream<u8>';
const RESULT = { async: true, result: 'u32' } as const;

/** A task that is alone in its instance. */
export const alone = (...body: readonly b.Part[]): Scenario =>
  b.linked(
    [
      {
        id: 'c',
        memory: 8,
        functions: [b.fn('run', [], ...body)],
        exports: [b.exported('run', RESULT)],
      },
    ],
    [b.invocation('c', 'run')],
  );

/** The callee: `hold` keeps the lock until `open`, `shut` and `unshut` are backpressure, and the others are of every ABI. */
const callee: Component = {
  id: 'd',
  memory: 4,
  globals: [{ id: 'writer' }, { id: 'log' }],
  functions: [
    b.fn(
      'hold',
      [],
      b.ends(FUTURE, 'r', 'writer'),
      b.read(FUTURE, 'r', 0, { async: false }),
      b.resolve(),
      b.EXIT,
    ),
    b.fn('never', ['event', 'p1', 'p2'], { op: 'unreachable' }),
    b.fn('open', [], b.write(FUTURE, 'writer', 0)),
    b.fn('shut', [], { op: 'backpressure.inc' }),
    b.fn('full', [], b.resolve()),
    b.fn('plain', []),
    b.fn('parked', [], b.newSet('set'), b.WAIT('set')),
    b.fn('confirm', ['event', 'p1', 'p2'], b.is('event', 6), { op: 'task.cancel' }, b.EXIT),
    b.fn(
      'ready',
      [],
      b.newSet('set'),
      b.ends(FUTURE, 'r', 'w'),
      b.read(FUTURE, 'r', b.BLOCKED),
      b.join('r', 'set'),
      b.write(FUTURE, 'w', 0),
      b.WAIT('set'),
    ),
    b.fn('return', ['event', 'p1', 'p2'], b.resolve(), b.EXIT),
    b.fn(
      'logs-woken',
      [],
      b.newSet('set'),
      b.ends(FUTURE, 'r', 'writer'),
      b.read(FUTURE, 'r', b.BLOCKED),
      b.join('r', 'set'),
      b.WAIT('set'),
    ),
    b.fn(
      'woken',
      ['event', 'p1', 'p2'],
      b.set('log', ['|', ['<<', 'log', 4], 1]),
      b.resolve(),
      b.EXIT,
    ),
    b.fn('logs', [], b.set('log', ['|', ['<<', 'log', 4], 2])),
    b.fn('log', [], b.give('log')),
  ],
  exports: [
    b.exported('hold', b.ASYNC, b.callback('never')),
    b.exported('open', b.SYNC),
    b.exported('shut', b.SYNC),
    b.exported('full', b.ASYNC, b.STACKFUL),
    b.exported('plain', b.ASYNC),
    b.exported('parked', b.ASYNC, b.callback('confirm')),
    b.exported('ready', b.ASYNC, b.callback('return')),
    b.exported('logs-woken', b.ASYNC, b.callback('woken')),
    b.exported('logs', b.ASYNC),
    b.exported('log', { result: 'u32' }),
  ],
};

/** A task that calls it. */
export const calls = (...body: readonly b.Part[]): Scenario =>
  b.linked(
    [
      callee,
      {
        id: 'c',
        memory: 4,
        imports: callee.exports!.map(({ id, type }) => ({ id, type })),
        functions: [b.fn('run', [], ...body)],
        exports: [b.exported('run', RESULT)],
      },
    ],
    [b.invocation('c', 'run')],
  );

/** A sync call of a function that is lifted sync, of an async type. */
export const syncCallUnderBackpressure: Scenario = calls(
  b.call('shut'),
  b.call('plain'),
  b.give(7),
);
