import { expect, it, vi } from 'vitest';
import type { check as original } from '../../api/check.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { scenario } from '../support/context.ts';

vi.mock('../../api/check.ts', async (load) => {
  const real = await load<{ check: typeof original }>();
  return { ...real, check: vi.fn<typeof original>(real.check) };
});

// Another file of this worker may have loaded the suite with the real one.
vi.resetModules();
const { check } = await import('../../api/check.ts');
const { invariantSuite } = await import('../../vitest/invariant-suite.ts');

// This registers tests of its own in this file, as it does in a user's.
invariantSuite(
  { ...reference, id: 'checked-once' },
  { scenario: scenario([{ body: [{ op: 'poll', set: 'ws1' }] }]) },
);
const before = vi.mocked(check).mock.calls.length;

it('makes its runs once for all of its tests, and not before the first', () => {
  expect([before, vi.mocked(check).mock.calls.length]).toEqual([0, 1]);
});
