import type { PlantedBug } from '../planted-bug.ts';
import { articleFix } from './article-fix.ts';
import { articleFlag } from './article-flag.ts';
import { checkThenRegister } from './check-then-register.ts';
import { emptySetDeadlocks } from './empty-set-deadlocks.ts';
import { emptySetTraps } from './empty-set-traps.ts';
import { guardRemoved } from './guard-removed.ts';
import { misclassifiedCallback } from './misclassified-callback.ts';
import { nestedNeverBlocks } from './nested-never-blocks.ts';
import { noRecheck } from './no-recheck.ts';
import { plainWake } from './plain-wake.ts';
import { silentHang } from './silent-hang.ts';
import { silentJoin } from './silent-join.ts';
import { staleGuard } from './stale-guard.ts';
import { tokenClearedLate } from './token-cleared-late.ts';

/** Every planted bug: guards first, then wakeups, then verdicts. */
export const plantedBugs: readonly PlantedBug[] = [
  articleFlag,
  articleFix,
  guardRemoved,
  nestedNeverBlocks,
  misclassifiedCallback,
  staleGuard,
  emptySetTraps,
  checkThenRegister,
  plainWake,
  tokenClearedLate,
  noRecheck,
  silentJoin,
  silentHang,
  emptySetDeadlocks,
];
