import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOfProject, type Copy } from '../support/copy.ts';

const FILE = resolve(import.meta.dirname, '../../docs/extending.md');
const text = readFileSync(FILE, 'utf8');
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap((match) =>
    match[1] === language ? [match[2]!] : [],
  );

/** The code of an example, by the file that its first line names. */
const examples = blocks('ts').map((block): readonly [string, string] => {
  const [name, ...lines] = block.split('\n');
  return [/^\/\/ (\S+)$/.exec(name!)![1]!, lines.join('\n')];
});

let copy: Copy;
beforeAll(() => {
  copy = copyOfProject();
  for (const [file, code] of examples) copy.add(file, code);
  for (const diff of blocks('diff')) copy.patch(diff);
  const { out } = copy.node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  if (out !== '') throw new Error(out);
}, 60_000);
afterAll(() => copy.clear());

const FINE = { code: 0, out: '' };
const heddle = (
  ...words: readonly string[]
): { readonly code: number | null; readonly out: string } =>
  copy.node('dist/cli/main.js', ...words);

describe('the examples of docs/extending.md', () => {
  it('are a file and a registry each, whose change is an import and an entry', () => {
    expect(examples).toHaveLength(3);
    const changes = blocks('diff').map((diff) =>
      diff.split('\n').filter((line) => /^\+(?!\+)/.test(line)),
    );
    expect(changes.map((lines) => lines.length)).toEqual([2, 2, 2]);
  });

  it('have types that hold, and the form of the project', () => {
    for (const project of ['tsconfig.json', 'tsconfig.pure.json']) {
      expect(copy.node('node_modules/typescript/bin/tsc', '-p', project)).toEqual(FINE);
    }
    const files = [
      ...examples.map(([file]) => file),
      ...blocks('diff').map((diff) => /^--- (\S+)/.exec(diff)![1]!),
    ];
    const formatted = copy.node('node_modules/oxfmt/bin/oxfmt', '--check', ...files);
    expect(formatted).toMatchObject({ code: 0 });
    const linted = copy.node('node_modules/oxlint/bin/oxlint', '--deny-warnings', ...files);
    expect(linted).toMatchObject({ code: 0 });
  });

  it('are known by name wherever names are told', () => {
    const { out } = heddle('list');
    for (const id of ['marks-first', 'wakes-before-marking', 'sticky'])
      expect(out).toContain(`  ${id} `);
    expect(heddle('check', '--help').out).toContain('sticky');
    expect(heddle('check', '--strategy', 'stick').out).toContain('did you mean `sticky`?');
  });

  it('hold where the rules are right', () => {
    const words = ['--property', 'marks-first', '--strategy', 'sticky', '--runs', '2000'];
    for (const id of ['reference', 'reference-eager', 'reference-plain']) {
      const { out } = heddle('check', '--runtime', id, ...words, '--json');
      const [property] = (JSON.parse(out) as { properties: unknown[] }).properties;
      expect(property).toMatchObject({ id: 'marks-first', verdict: 'held', runs: 2000 });
    }
  });

  it('are proved as well', () => {
    const words = '--property marks-first --tasks 1 --ops 1 --json'.split(' ');
    const { code, out } = heddle('prove', ...words);
    expect([code, JSON.parse(out)]).toMatchObject([0, { properties: [{ id: 'marks-first' }] }]);
  });

  it('find the bug, as the page says (`npm run test:update` writes it anew)', async () => {
    const [, command] = /^node dist\/cli\/main\.js (.*)$/m.exec(text)!;
    const { code, out } = heddle(...command!.split(' '));
    expect(code).toBe(1);
    const short = out.replaceAll(/hd1\.\S+/g, 'hd1.…');
    const fresh = text.replace(/^```text\n[^]*?^```/m, () => `\`\`\`text\n${short}\`\`\``);
    await expect(fresh).toMatchFileSnapshot(FILE);
  });

  it('stand in the tables of the documents once these are written anew', () => {
    const vitest = 'node_modules/vitest/vitest.mjs';
    const files = ['tests/docs/generated.test.ts', 'tests/architecture.test.ts'];
    // That of the proofs takes longest, and has no such table.
    const filter = ['-t', '^(?!.*docs/proof\\.md)'];
    const update = copy.node(vitest, 'run', ...files, ...filter, '--update');
    expect(update).toMatchObject({ code: 0 });
    expect(copy.read('docs/semantics.md')).toContain('| `marks-first` | always |');
    expect(copy.read('README.md')).toContain('| `marks-first` | always |');
    expect(copy.read('docs/planted-bugs.md')).toContain('| `wakes-before-marking` |');
  });
});
