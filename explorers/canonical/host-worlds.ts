import * as fc from 'fast-check';
import type { HostEnd, HostEndStep, Scenario } from '../../model/canonical/scenario.ts';
import { abisOf, functionArbitrary, type Abi } from './functions.ts';
import { movesArbitrary, type Scope } from './moves.ts';
import { allowed, type Words } from './vocabulary.ts';
import { componentOf, MAKES, ownerOf } from './worlds.ts';
import type { EndType } from '../../model/canonical/builder/index.ts';

const typesOf = (words: Words): readonly EndType[] => {
  const types = allowed<EndType>(
    words,
    ['streams', 'stream<u8>', 'stream<unit>'],
    ['futures', 'future<u8>'],
  );
  return types.length === 0 ? ['future<u8>'] : types;
};

const ABIS: readonly Abi[] = ['sync-typed', 'stackful'];

/** Nobody may drop the writable end of a future that is not written: the host keeps to that. */
const stepsArbitrary = (writes: boolean, type: EndType): fc.Arbitrary<readonly HostEndStep[]> => {
  const copy: fc.Arbitrary<HostEndStep> = writes
    ? fc
        .constantFrom([3], [3, 4], ...(type.startsWith('future') ? [] : [[]]))
        .map((values): HostEndStep => ({
          op: 'write',
          values: type.startsWith('future') ? [3] : values,
        }))
    : fc
        .constantFrom(1, 2, ...(type.startsWith('future') ? [] : [0]))
        .map((count): HostEndStep => ({
          op: 'read',
          count: type.startsWith('future') ? 1 : count,
        }));
  const mayDrop = !(writes && type.startsWith('future'));
  return fc
    .record({
      copies: fc.array(fc.oneof(copy, copy, fc.constant<HostEndStep>({ op: 'cancel' })), {
        maxLength: 3,
      }),
      drops: fc.boolean(),
    })
    .map(({ copies, drops }) => [
      ...copies,
      ...(drops && mayDrop ? [{ op: 'drop' } as const] : []),
    ]);
};

/** A component that is given what the host writes, and gives the host what it writes itself. */
export const hostWorlds = (words: Words): fc.Arbitrary<Scenario> => {
  const types = fc.constantFrom(...typesOf(words));
  return fc
    .record({ given: types, result: types, type: types })
    .chain((shape) => hostWorld(words, shape));
};

interface Shape {
  readonly given: EndType;
  readonly result: EndType;
  readonly type: EndType;
}

const hostWorld = (words: Words, { given, result, type }: Shape): fc.Arbitrary<Scenario> => {
  const scope: Scope = { words, type, imports: [], given };
  return fc
    .record({
      f: functionArbitrary('f', scope, abisOf(words, true), result),
      g: functionArbitrary('g', { words, type, imports: [] }, ABIS),
      thread: movesArbitrary(scope, 1),
      written: stepsArbitrary(true, given),
      read: stepsArbitrary(false, result),
      slow: fc.tuple(fc.boolean(), fc.boolean()),
      calls: fc.boolean(),
    })
    .map(({ f, g, thread, written, read, slow, calls }): Scenario => {
      const ends: readonly HostEnd[] = [
        { id: 'writer', end: 'writable', type: given, steps: written, slowCancel: slow[0] },
        {
          id: 'reader',
          end: 'readable',
          type: result,
          from: { invocation: 'f' },
          steps: read,
          slowCancel: slow[1],
        },
      ];
      return {
        format: 1,
        machine: 'canonical-abi',
        components: [
          ownerOf([]),
          componentOf('c', scope, { thread, realloc: [] }, { f, g }, { make: MAKES }),
        ],
        instances: [
          { id: 'owner', component: 'owner' },
          {
            id: 'c',
            component: 'c',
            imports: { make: { instance: 'owner', export: 'make' } },
            resources: { r: { instance: 'owner', resource: 'r' } },
          },
        ],
        hostEnds: ends,
        invocations: [
          { id: 'f', instance: 'c', export: 'f', args: [{ end: 'writer' }] },
          ...(calls ? [{ id: 'g', instance: 'c', export: 'g', after: ['f'] }] : []),
        ],
      };
    });
};
