import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'heddle-lint-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rules of this project that a line breaks, by the linter with the settings of this project. */
const broken = (line: string): readonly string[] => {
  const file = join(folder, 'line.ts');
  writeFileSync(file, `declare const value: string;\n${line}\n`);
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/oxlint/bin/oxlint'),
      '--config',
      join(ROOT, '.oxlintrc.json'),
      '--format',
      'json',
      file,
    ],
    { encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string }[] };
  return diagnostics.map(({ code }) => code).filter((code) => code.startsWith('house'));
};

describe('the linter', () => {
  for (const line of [
    'export const one = value as never;',
    'export const list = [value] as [never];',
    'export const lists = [[value]] as readonly never[][];',
    'export const number = value as unknown as number;',
    'export const any = value as any as number;',
  ]) {
    it(`refuses a cast that fits any type: ${line}`, () => {
      expect(broken(line)).toEqual(['house(no-blind-casts)']);
    });
  }

  it('allows a cast to what may be, and to `unknown` alone', () => {
    const lines = [
      'export const narrower = value as "a";',
      'export const wider = value as unknown;',
      'export const end = (no: never) => no satisfies never;',
    ];
    expect(broken(lines.join('\n'))).toEqual([]);
  });
});
