import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { SYNC, component, invocation, linked, made } from './words.ts';

const CHARS = { type: 'stream<char>', async: true } as const;
const NEW = { op: 'stream.new', type: 'stream<char>', readable: 'r', writable: 'w' } as const;
const COPY = { ...CHARS, cell: 0, count: 1 } as const;
const GIVES = { result: 'stream<char>' } as const;

export const componentsTakenForInstances: CanonicalPlantedBug = plantRules(
  {
    id: 'components-taken-for-instances',
    says: 'two instances of one component are taken for one, and may not copy from each other',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/14018',
    property: 'traps-told-truly',
    rows: ['A61'],
  },
  'instances-not-components',
  {
    ...linked(
      [
        component(
          'c',
          {
            give: made(GIVES, [
              NEW,
              { op: 'stream.write', ...COPY, end: 'w' },
              { op: 'return', value: 'r' },
            ]),
            run: made(SYNC, [
              { op: 'call', import: 'give', into: 'r' },
              { op: 'stream.read', ...COPY, end: 'r' },
            ]),
          },
          { give: GIVES },
        ),
      ],
      [invocation('d', 'run')],
    ),
    instances: ['c', 'd'].map((id) => ({
      id,
      component: 'c',
      imports: { give: { instance: 'c', export: 'give' } },
    })),
  },
);
