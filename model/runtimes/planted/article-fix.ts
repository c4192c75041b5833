import type { Bookkeeping } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

type Context = 'Guest' | 'HostCallbackSync' | 'HostCallbackAsync' | 'SyncReentry';

const CONTEXTS: Readonly<Record<string, Context>> = {
  'async-callback': 'HostCallbackAsync',
  'sync-callback': 'HostCallbackSync',
  'sync-reentry': 'SyncReentry',
  'sync-guest': 'SyncReentry',
};

/** One context for the whole store, set on entry and put back to `Guest` on the way out. */
const context: Bookkeeping<Context> = {
  per: 'store',
  initial: 'Guest',
  enter: (before, { kind }) => CONTEXTS[kind] ?? before,
  leave: (before, { kind }) => (kind in CONTEXTS ? 'Guest' : before),
};

export const articleFix: PlantedBug = plant(
  {
    id: 'article-fix',
    says: 'a context instead of the flag, but one for all frames: leaving a nested callback forgets the outer one',
    source: 'a proposed fix of https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'park-only-where-suspendable',
    shape: 'not-restored',
    rows: ['A04', 'A56', 'A68'],
  },
  {
    ...reference,
    bookkeeping: context,
    guard: (now, operation) => {
      if (operation === 'poll' || now === 'Guest' || now === 'HostCallbackAsync') return 'go';
      return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
    },
  },
);
