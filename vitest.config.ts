import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    testTimeout: 240_000,
    // By default one core is left idle, which on two is half of them.
    maxWorkers: 2,
  },
});
