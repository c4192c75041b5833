import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    testTimeout: 240_000,
    // By default one core is left idle, which on two is half of them.
    maxWorkers: 2,
    // No module of Heddle keeps anything that a test could change, so each is loaded once, not once for each file.
    isolate: false,
  },
});
