import { expect, it } from 'vitest';
import { promela } from '../../bench/spin.ts';

it('writes a model that a person can read', async () => {
  const size = { tasks: 3, waitables: 2, depth: 1 };
  for (const writing of ['exact', 'reducible'] as const) {
    await expect(promela(size, 'token-cleared-late', writing)).toMatchFileSnapshot(
      `../golden/bench-${writing}.pml`,
    );
  }
});
