import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Which rooms each room may import. The pure ones know nothing of Node either. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  properties: ['model'],
  explorers: ['model', 'properties'],
  shrinkers: ['model', 'properties'],
  reports: ['model', 'properties'],
  api: ['model', 'properties', 'explorers', 'shrinkers', 'reports'],
  vitest: ['model', 'properties', 'reports', 'api'],
  cli: ['model', 'properties', 'explorers', 'shrinkers', 'reports', 'api'],
  bench: ['model', 'properties', 'explorers', 'reports', 'api'],
};
const WITHOUT_NODE = ['model', 'properties', 'explorers', 'shrinkers', 'reports', 'api', 'vitest'];

const files = (room: string): readonly string[] =>
  readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const imports = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    (match) => match[1]!,
  );

describe('the rooms', () => {
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${room} imports only ${allowed.length === 0 ? 'itself' : allowed.join(', ')}`, () => {
      const wrong = files(room).flatMap((file) =>
        imports(file)
          .filter((target) => target.startsWith('.'))
          .map((target) => relative(ROOT, resolve(dirname(file), target)).split('/')[0]!)
          .filter((target) => target !== room && !allowed.includes(target))
          .map((target) => `${relative(ROOT, file)} -> ${target}`),
      );
      expect(wrong).toEqual([]);
    });
  }

  for (const room of WITHOUT_NODE) {
    it(`${room} does not touch Node`, () => {
      const wrong = files(room).filter((file) =>
        imports(file).some((target) => target.startsWith('node:')),
      );
      expect(wrong).toEqual([]);
    });
  }

  it('has files that fit: half of them under 120 lines, none over 400', () => {
    const lengths = Object.keys(MAY_IMPORT)
      .flatMap(files)
      .map((file) => readFileSync(file, 'utf8').split('\n').length)
      .toSorted((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(120);
    expect(lengths.at(-1)).toBeLessThanOrEqual(400);
  });

  it('needs vitest in one room, for it is the user who brings it', () => {
    const users = Object.keys(MAY_IMPORT).filter((room) =>
      files(room).some((file) => imports(file).includes('vitest')),
    );
    expect(users).toEqual(['vitest']);
  });

  it('draws at random in one place', () => {
    const users = Object.keys(MAY_IMPORT)
      .flatMap(files)
      .filter((file) => imports(file).includes('seedrandom'));
    expect(users.map((file) => relative(ROOT, file))).toEqual(['explorers/random.ts']);
  });
});

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };

  it('has the version that it prints', async () => {
    const { VERSION } = await import('../model/version.ts');
    expect(VERSION).toBe(manifest.version);
  });

  it('locks its dependencies without naming a registry', () => {
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(
      /"resolved": *"https?:/,
    );
  });
});
