import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../model/context/parse.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf } from '../support/context.ts';
import { desk } from '../cli/run.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The code blocks of a document. */
const blocks = (file: string, language: string): readonly string[] =>
  [...read(file).matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap((match) =>
    match[1] === language ? [match[2]!] : [],
  );

/** A piece of JavaScript of a document, as the value that it stands for. */
const valueOf = (fields: string): Record<string, unknown> =>
  // oxlint-disable-next-line no-implied-eval -- the documents are ours, and running them is the test
  new Function(`return { ${fields} }`)() as Record<string, unknown>;

describe('a stranger with the documents alone', () => {
  it('swaps check and register as the guide does, and gets the counterexample and its replay', () => {
    const home = desk();
    home.heddle('init', 'my-runtime.mjs');
    const module = home.read('my-runtime.mjs');
    const swapped = blocks('docs/runtimes.md', 'js').find(
      (block) => block.indexOf("'check'") < block.indexOf("'register'"),
    )!;
    const from = module.indexOf('const wait = [');
    const to = module.indexOf('];', from) + 3;
    home.write('my-runtime.mjs', module.slice(0, from) + swapped + module.slice(to));
    const { code, out } = home.heddle(
      'check',
      '--runtime',
      'my-runtime.mjs',
      '--property',
      'no-lost-wakeup',
    );
    expect(code).toBe(1);
    // The guide shows this very story, told of the planted bug with the same rules.
    const shown = blocks('docs/runtimes.md', '').find((block) => block.startsWith('FAIL'))!;
    const steps = (text: string): readonly string[] =>
      text.split('\n').filter((line) => /^[ >] +\d+ {2}/.test(line));
    expect(steps(out)).toEqual(steps(shown));
    const command = /npx heddle (replay heddle-out.*)/.exec(out)![1]!.split(' ');
    expect(home.heddle(...command)).toMatchObject({
      code: 1,
      out: expect.stringContaining('in the same steps'),
    });
    home.clear();
  });

  it('finds that the template has the rules of the reference', () => {
    const home = desk();
    home.heddle('init');
    const { out } = home.heddle(
      ...'check --runtime my-runtime.mjs --runs 20 --states 10 --json'.split(' '),
    );
    const { runtime } = JSON.parse(out) as { runtime: { digest: string } };
    expect(runtime.digest).toBe(domainOf(reference).runtime.digest);
    home.clear();
  });

  it('finds an example of a scenario that can be run', () => {
    const [example] = blocks('docs/formats.md', 'json');
    expect(parseScenario(JSON.parse(example!))).toBeDefined();
  });

  it('finds the protocol of the reference as it is', () => {
    const [shown] = blocks('docs/semantics.md', 'js');
    const { wait, signal } = valueOf(shown!);
    expect({ wait, signal }).toEqual({
      wait: reference.protocols.wait,
      signal: reference.protocols.signal,
    });
  });

  it('reads bookkeeping that runs: of both kinds', () => {
    const shown = blocks('docs/runtimes.md', 'js').filter((block) =>
      block.startsWith('bookkeeping'),
    );
    expect(shown).toHaveLength(2);
    for (const block of shown) {
      const parts = valueOf(block);
      expect(domainOf({ ...reference, id: 'shown', guard: () => 'go', ...parts }).runtime.id).toBe(
        'shown',
      );
    }
  });
});
