import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumer, type Consumer, type Ran } from '../support/consumer.ts';

const FILE = resolve(import.meta.dirname, '../../docs/api.md');

interface Block {
  readonly language: string;
  readonly code: string;
}

const blocks: readonly Block[] = [
  ...readFileSync(FILE, 'utf8').matchAll(/^```(\w*)\n([^]*?)^```$/gm),
].map(([, language, code]) => ({ language: language!, code: code! }));
const samples = blocks.filter(({ language }) => language !== 'text');

let home: Consumer;
beforeAll(() => {
  home = consumer();
}, 60_000);
afterAll(() => home.clear());

/** Vitest's report without what differs from run to run, or says where it ran. */
const settled = ({ out }: Ran): string =>
  out
    .split('\n')
    .filter((line) => !/RUN|Start at|Duration/.test(line))
    .map((line) => line.replace(' <time>', '').replace(/^ /, ''))
    .join('\n')
    .trim()
    .concat('\n');

const run = ({ language, code }: Block, i: number): string => {
  if (code.includes("'heddle/vitest'")) {
    home.write(`invariants.test.${language}`, code);
    const ran = home.vitest('run', '--reporter=verbose');
    expect(ran).toMatchObject({ code: 0, err: '' });
    return settled(ran);
  }
  home.write(`sample-${i}.${language}`, code);
  if (language === 'ts') {
    const words =
      '--strict --noUncheckedIndexedAccess --module nodenext --target es2023 --types node';
    const typed = home.tsc(...words.split(' '), '--skipLibCheck', `sample-${i}.ts`);
    expect(typed).toEqual({ code: 0, out: '', err: '' });
  }
  const ran = home.node(`sample-${i}.js`);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
};

describe('docs/api.md', () => {
  it('has samples that run, and print what it says (`npm run test:update` writes it anew)', async () => {
    const kinds = blocks.map(({ language }) => (language === 'text' ? 'text' : 'sample'));
    expect(kinds).toEqual(samples.flatMap(() => ['sample', 'text']));
    const printed = samples.map(run);
    let i = -1;
    const fresh = readFileSync(FILE, 'utf8').replaceAll(/^```text\n[^]*?^```/gm, () => {
      i += 1;
      return `\`\`\`text\n${printed[i]}\`\`\``;
    });
    await expect(fresh).toMatchFileSnapshot(FILE);
  });

  it('tells of every function that the library exports', async () => {
    const text = readFileSync(FILE, 'utf8');
    const exported = Object.keys(await import('../../api/index.ts'));
    expect(exported.filter((name) => !text.includes(name))).toEqual([]);
  });
});
