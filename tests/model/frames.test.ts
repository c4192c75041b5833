import { describe, expect, it } from 'vitest';
import { frameName, maySuspend } from '../../model/context/frames.ts';
import { suspendable } from '../../properties/suspension.ts';
import { SUSPENSION_TABLE } from './suspension-table.ts';

describe('the rule of suspension', () => {
  it('is written out for every stack up to depth 3', () => {
    const stacks = new Set(SUSPENSION_TABLE.map(({ stack }) => stack.map(frameName).join(' > ')));
    expect(stacks.size).toBe(7 + 49 + 343);
  });

  it('is what the machine says', () => {
    for (const { stack, may } of SUSPENSION_TABLE)
      expect([stack, maySuspend(stack)]).toEqual([stack, may]);
  });

  it('is what the properties say', () => {
    for (const { stack, may } of SUSPENSION_TABLE)
      expect([stack, suspendable(stack)]).toEqual([stack, may]);
  });
});
