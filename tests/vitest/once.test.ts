import { expect, it, vi } from 'vitest';
import { check } from '../../api/check.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { invariantSuite } from '../../vitest/invariant-suite.ts';
import { scenario } from '../support/context.ts';

vi.mock('../../api/check.ts', async (original) => {
  const real = await original<{ check: typeof check }>();
  return { ...real, check: vi.fn<typeof check>(real.check) };
});

// This registers tests of its own in this file, as it does in a user's.
invariantSuite(
  { ...reference, id: 'checked-once' },
  { scenario: scenario([{ body: [{ op: 'poll', set: 'ws1' }] }]) },
);
const before = vi.mocked(check).mock.calls.length;

it('makes its runs once for all of its tests, and not before the first', () => {
  expect([before, vi.mocked(check).mock.calls.length]).toEqual([0, 1]);
});
