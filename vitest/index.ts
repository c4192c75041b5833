/** The suite for vitest: `import { invariantSuite } from 'heddle/vitest'`. */
export { invariantSuite, type InvariantSuiteOptions } from './invariant-suite.ts';
