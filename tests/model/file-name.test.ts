import * as fc from 'fast-check';
import { basename, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HeddleError } from '../../model/errors.ts';
import { fileName } from '../../model/file-name.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { contextSuite } from '../../properties/context-suite.ts';

describe('the name of a file', () => {
  it('is made of any ids of ours', () => {
    const properties = [...contextSuite.properties, ...canonicalSuite.properties];
    for (const { id } of [...builtInRuntimes, ...Object.values(PROFILES), ...properties]) {
      expect(fileName('a', id)).toBe(`a.${id}`);
    }
  });

  it('is refused or names a file of its folder, whatever the ids are', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom(
        '..',
        '.',
        '../x',
        'a/../../b',
        '/etc',
        'c:\\x',
        '-rf',
        '~',
        'con\u0000',
        'a\n',
      ),
      fc.stringMatching(/^[a-z][a-z0-9-]{0,70}$/),
    );
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 3 }), (ids) => {
        let name: string;
        try {
          name = fileName(...ids);
        } catch (error) {
          expect((error as HeddleError).code).toBe('HD309');
          return;
        }
        expect([basename(name), normalize(name)]).toEqual([name, name]);
        expect(name).toMatch(/^[a-z0-9.-]+$/);
        expect(name.split('.')).toEqual(ids);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
