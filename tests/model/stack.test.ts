import { describe, expect, it } from 'vitest';
import { placesOf, placeText } from '../../model/stack.ts';

const withStack = (...lines: readonly string[]): Error =>
  Object.assign(new Error('no'), { stack: ['Error: no', ...lines].join('\n') });

describe('the places of a stack', () => {
  it('are those in files, in every form that V8 writes', () => {
    const error = withStack(
      '    at JSON.parse (<anonymous>)',
      '    at Object.guard (/home/me/my rules (2)/a.mjs:3:14)',
      '    at file:///home/me/b.mjs:1:2',
      '    at async Promise.all (index 0)',
      '    at async Function.import [as load] (/home/me/c.ts:10:1)',
      '    at async /home/me/d.mjs:2:10',
      '    at new Hook (file:///C:/me/e.mjs:7:8)',
      '    at Module._compile (node:internal/modules/cjs/loader:1105:14)',
      ' /home/me/f.mjs:3:5',
    );
    expect(placesOf(error).map(placeText)).toEqual([
      '/home/me/my rules (2)/a.mjs:3:14',
      '/home/me/b.mjs:1:2',
      '/home/me/c.ts:10:1',
      '/home/me/d.mjs:2:10',
      'C:/me/e.mjs:7:8',
      '/home/me/f.mjs:3:5',
    ]);
  });

  it('are none where there is no stack', () => {
    const without = Object.assign(new Error('no'), { stack: undefined });
    for (const value of ['text', null, without, withStack()]) expect(placesOf(value)).toEqual([]);
  });
});
