import type { Scenario } from '../../model/canonical/scenario.ts';
import type { Pass } from '../pass.ts';
import { dropPasses, namePasses } from './drop-passes.ts';
import { joinPasses } from './join-passes.ts';
import { simplerPasses } from './simpler-passes.ts';

/** The passes over scenarios of the Canonical ABI machine: what drops most comes first. */
export const canonicalPasses: readonly Pass<Scenario>[] = [
  ...dropPasses,
  ...joinPasses,
  ...simplerPasses,
  ...namePasses,
];
