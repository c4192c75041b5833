import * as fc from 'fast-check';
import type { HostEnd, HostEndStep, Scenario } from '../../model/canonical/scenario.ts';
import { functionArbitrary } from './canonical-functions.ts';
import { movesArbitrary, type EndType, type Scope } from './canonical-moves.ts';
import { componentOf, MAKES, ownerOf } from './canonical-worlds.ts';

const TYPES: readonly EndType[] = ['stream<u8>', 'future<u8>', 'stream<unit>'];

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
export const hostWorldArbitrary: fc.Arbitrary<Scenario> = fc
  .record({
    given: fc.constantFrom(...TYPES),
    result: fc.constantFrom(...TYPES),
    type: fc.constantFrom(...TYPES),
  })
  .chain(({ given, result, type }) => {
    const scope: Scope = { type, imports: [], given };
    return fc
      .record({
        f: functionArbitrary('f', scope, ['sync', 'callback', 'callback', 'stackful'], result),
        g: functionArbitrary('g', { type, imports: [] }, ['sync-typed', 'stackful']),
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
  });
