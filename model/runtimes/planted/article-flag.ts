import type { Bookkeeping } from '../../context/runtime.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

const isCallback = (kind: string): boolean => kind === 'async-callback' || kind === 'sync-callback';

/** One flag for the whole store. */
const inCallback: Bookkeeping<boolean> = {
  per: 'store',
  initial: false,
  enter: (flag, { kind }) => flag || isCallback(kind),
  leave: (flag, { kind }) => flag && !isCallback(kind),
};

export const articleFlag: PlantedBug = plant(
  {
    id: 'article-flag',
    says: 'a flag "in callback" decides: every wait in a callback traps',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'trap-only-where-unsuspendable',
    shape: 'wrong-question',
    rows: ['A01'],
  },
  {
    ...reference,
    bookkeeping: inCallback,
    guard: (flag, operation) =>
      flag === true && operation !== 'poll' && operation !== 'yield'
        ? { trap: 'cannot-block' }
        : 'go',
  },
);
