// The rules of a runtime in a project's own test suite: one test for each invariant. Run it with vitest.
import { invariantSuite } from 'heddle/vitest';
import notify from '../tokio-notify/runtime.mjs';

// `module` is for the replay line of a counterexample: the path as you would give it to `npx heddle replay --runtime`.
invariantSuite(notify, { module: 'examples/tokio-notify/runtime.mjs' });
