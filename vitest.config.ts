import { defineConfig } from 'vitest/config';

const HOUR = 3_600_000;

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    // There against a test that hangs, not against a slow machine.
    testTimeout: HOUR,
    hookTimeout: HOUR,
    // By default one core is left idle, which on two is half of them.
    maxWorkers: 2,
    // No module of Heddle keeps anything that a test could change, so each is loaded once, not once for each file.
    isolate: false,
  },
});
