import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const ROOMS = ['model', 'properties', 'explorers', 'shrinkers', 'reports', 'api', 'vitest', 'cli'];

it('docs/formats.md lists every code of an error, in order, and no other', () => {
  const sources = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, room, name), 'utf8')),
  );
  const used = new Set(sources.flatMap((text) => text.match(/(?<=')HD\d{3}(?=')/g) ?? []));
  const [, section = ''] = readFileSync(join(ROOT, 'docs/formats.md'), 'utf8').split('## Errors\n');
  const listed = [...section.matchAll(/^\| (HD\d{3}(?:, HD\d{3})*) \|/gm)].flatMap(([, codes]) =>
    codes!.split(', '),
  );
  expect(listed).toEqual([...used].toSorted());
});
