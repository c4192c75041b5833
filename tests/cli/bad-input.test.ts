import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desk, oneWait, transcript } from './run.ts';

const home = desk();
afterAll(() => home.clear());

const runtime = (change: string): string =>
  home
    .read('right.mjs')
    .replace('export default {', `const changed = {\n${change}\n};\nconst right = {`) +
  '\nexport default { ...right, ...changed };\n';

/** A runtime whose `enter` is another one. */
const withEnter = (enter: string): string =>
  runtime('').replace('...changed }', `bookkeeping: { ...right.bookkeeping, enter: ${enter} } }`);

/** A copy would call a getter while the module loads. */
const COPY = '{ ...right, ...changed }';
const KEPT = 'Object.defineProperties(right, Object.getOwnPropertyDescriptors(changed))';
const DOUBLED = 'Array(60).fill().reduce((both) => [both, both], [])';
const MISSPELT_AND_CAUGHT =
  "verdict: (view) => { try { return view.sourcs ? 'go-on' : 'deadlock'; } catch { return 'go-on'; } },";
/** What the loader leaves of its first two lines is nothing. */
const TYPED = `interface Empty { none: null }
type Also = Empty;
const empty = { none: null } as Empty as unknown as { none: { of: Also } };
export default { of:   empty.none.of };
`;

beforeAll(() => {
  home.heddle('init', 'right.mjs');
  home.write('good.json', JSON.stringify(oneWait));
  home.write('torn.json', JSON.stringify(oneWait).slice(0, 60));
  home.write('strange.json', JSON.stringify({ ...oneWait, sets: [] }));
  home.write('future.json', JSON.stringify({ format: 2, kind: 'counterexample' }));
  home.write('no-record.json', JSON.stringify(oneWait));
  home.write('throws.mjs', runtime("guard: () => { throw new TypeError('no stack'); },"));
  home.write('nonsense.mjs', runtime("guard: () => 'perhaps',"));
  home.write('moody.mjs', `let n = 0;\n${runtime("guard: () => (n++ % 2 ? 'go' : 'return'),")}`);
  home.write('endless.mjs', runtime('guard: () => { for (;;); },'));
  home.write('drops-for-ever.mjs', runtime('drop: () => { for (;;); },'));
  home.write('reads-for-ever.mjs', runtime('get queue() { for (;;); },').replace(COPY, KEPT));
  home.write('no-number.mjs', withEnter('() => NaN'));
  home.write('no-number-inside.mjs', withEnter('() => ({ depth: 0 / 0 })'));
  home.write('two-to-the-60.mjs', withEnter(`() => ${DOUBLED}`));
  home.write('misspelt.mjs', runtime("guard: (_, __, seen) =>\n  seen.evnt ? 'go' : 'return',"));
  home.write('misspelt-and-caught.mjs', runtime(MISSPELT_AND_CAUGHT));
  home.write('misspelt-frame.mjs', withEnter('(stack, { knd }) => [...stack, knd]'));
  home.write('imports-nothing.mjs', "import { x } from './none.mjs';\nexport default x;\n");
  home.write('throws-at-once.mjs', 'const none = null;\n\n   none.of.it;\nexport default {};\n');
  home.write('imports.mjs', "import './throws-at-once.mjs';\nexport default {};\n");
  home.write('throws.ts', TYPED);
  home.write('rejects.mjs', runtime("guard: async () => { throw new Error('late'); },"));
  home.write('slow-to-load.mjs', 'for (;;);\nexport default {};\n');
  home.write('never-loads.mjs', 'await new Promise(() => {});\nexport default {};\n');
  home.write('exits.mjs', runtime('guard: () => process.exit(0),'));
  home.write('deep.json', '['.repeat(3_000) + ']'.repeat(3_000));
  home.write('promise.mjs', "export default Promise.reject(new Error('later'));\n");
  home.write(
    'fickle.mjs',
    `import { threadId } from 'node:worker_threads';\nconst odd = threadId % 2 === 1;\n${runtime("guard: () => (odd ? 'go' : 'return'),")}`,
  );
  home.write('syntax.mjs', 'export default {');
  home.write('nothing.mjs', 'export const runtime = {};\n');
  home.write('empty.mjs', 'export default {};\n');
  home.write(
    'spins.mjs',
    home
      .read('right.mjs')
      .replace(
        "{ label: 'park', do: ['release', 'park'], next: 'check' }",
        "{ label: 'spin', do: [{ goto: 'spin' }] }",
      ),
  );
});

/** Each a command that cannot do what it was asked, and how it must end. */
const CASES: readonly (readonly [number, ...string[]])[] = [
  [2, 'chekc'],
  [2, 'toString'],
  [2, 'check', '--no-runs'],
  [2, 'check', '--runs'],
  [2, 'check', '--property', ','],
  [2, 'check', '--scenario', 'deep.json'],
  [2, 'check', '--runtime', 'promise.mjs'],
  [3, 'check', '--runtime', 'fickle.mjs'],
  [2, 'replay', 'hd1.Z2FyYmFnZSE.06374db0'],
  [2, 'check', '--sed', '1'],
  [2, 'check', 'my-runtime.mjs'],
  [2, 'check', '--property', 'no-lost-wakup'],
  [2, 'check', '--strategy', 'dfs'],
  [2, 'check', '--strategy', 'exhaustive'],
  [2, 'check', '--runs', 'many'],
  [2, 'check', '--runs', '0'],
  [2, 'check', '--seed', 'a b'],
  [2, 'check', '--seeds', '3'],
  [2, 'check', '--planted', '--runtime', 'reference'],
  [2, 'check', '--runtime', 'refrence'],
  [2, 'check', '--scenario', 'missing.json'],
  [2, 'check', '--scenario', 'torn.json'],
  [2, 'check', '--scenario', 'strange.json'],
  [2, 'check', '--runtime', 'syntax.mjs'],
  [2, 'check', '--runtime', 'nothing.mjs'],
  [2, 'check', '--runtime', 'empty.mjs'],
  [3, 'check', '--runtime', 'throws.mjs'],
  [3, 'check', '--runtime', 'nonsense.mjs'],
  [3, 'check', '--runtime', 'moody.mjs'],
  [3, 'check', '--runtime', 'endless.mjs'],
  [3, 'check', '--runtime', 'drops-for-ever.mjs'],
  [3, 'check', '--runtime', 'reads-for-ever.mjs'],
  [3, 'check', '--runtime', 'no-number.mjs'],
  [3, 'check', '--runtime', 'no-number-inside.mjs'],
  [3, 'check', '--runtime', 'two-to-the-60.mjs'],
  [3, 'check', '--runtime', 'misspelt.mjs'],
  [3, 'check', '--runtime', 'misspelt-and-caught.mjs'],
  [3, 'check', '--runtime', 'misspelt-frame.mjs'],
  [2, 'check', '--runtime', 'imports-nothing.mjs'],
  [2, 'check', '--runtime', 'throws-at-once.mjs'],
  [2, 'check', '--runtime', 'imports.mjs'],
  [2, 'check', '--runtime', 'throws.ts'],
  [3, 'check', '--runtime', 'rejects.mjs'],
  [3, 'check', '--runtime', 'slow-to-load.mjs'],
  [3, 'check', '--runtime', 'never-loads.mjs'],
  [3, 'check', '--runtime', 'exits.mjs'],
  [2, 'replay'],
  [2, 'replay', 'missing.json'],
  [2, 'replay', 'no-record.json'],
  [2, 'replay', 'future.json'],
  [2, 'replay', 'hd1.abc'],
  [2, 'check', '--budget', 'cheap'],
  [2, 'check', '--planted', '--github'],
  [2, 'check', '--corpus', 'missing'],
  [2, 'corpus', 'chekc'],
  [2, 'corpus', 'add'],
  [2, 'corpus', 'add', 'missing.json'],
  [2, 'corpus', 'add', 'no-record.json'],
  [2, 'corpus', 'add', 'hd1.abc'],
  [2, 'corpus', 'check'],
  [2, 'corpus', 'check', '--runtime', 'right.mjs'],
  [2, 'corpus', 'list', '--corpus', 'missing'],
  [2, 'init', 'right.mjs'],
  [2, 'init', 'runtime.rs'],
];

describe('what cannot be done is told in four lines, and nothing is left behind', () => {
  for (const [code, ...words] of CASES) {
    it(`heddle ${words.join(' ')}`, () => {
      const outcome = home.heddleWith({ HEDDLE_CALL_SECONDS: '2' }, ...words);
      expect(transcript(words, outcome)).toMatchSnapshot();
      expect(outcome.code).toBe(code);
      expect(outcome.out).toBe('');
      expect(outcome.err).toMatch(/^HD\d{3} /);
      // A place in the module at most: lines of a stack have names of functions as well, or are ours.
      expect(outcome.err).not.toMatch(/^\s+at (?:.* .*|.*dist.*):\d+:\d+/m);
    });
  }

  it('a runtime that writes to the console is checked, and that is told once', () => {
    home.write(
      'writes.mjs',
      `console.log('loading');\n${runtime("queue: 'fifo', drop: () => (console.error('asked'), 'trap'),")}`,
    );
    const words = ['check', '--runtime', 'writes.mjs', '--property', 'no-lost-wakeup'];
    const told = (workers: string): string =>
      home.heddle(...words, '--runs', '300', '--states', '9', '--workers', workers).err;
    // Twice for each of the nine things that may be seen of a set.
    expect(told('1')).toBe(
      'The runtime writes to the console, 19 lines while its rules are read; that is not shown. It begins: loading\n',
    );
    expect(told('3')).toBe(told('1'));
  });

  it('a protocol that never ends', () => {
    const { code, err } = home.heddle('check', '--runtime', 'spins.mjs');
    expect([code, err]).toEqual([2, expect.stringContaining('it never ends')]);
  });
});

describe('a record that was tampered with', () => {
  let record: { readonly schedule: readonly string[]; readonly scenario: unknown };
  beforeAll(() => {
    home.heddle('check', '--runtime', 'check-then-register', '--property', 'no-lost-wakeup');
    const text = home.read('heddle-out/check-then-register.no-lost-wakeup.json');
    record = JSON.parse(text) as typeof record;
  });

  it('has a schedule that does not fit', () => {
    home.write(
      'edited.json',
      JSON.stringify({ ...record, schedule: ['t1', 't7', ...record.schedule] }),
    );
    const words = ['replay', 'edited.json'];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
  });

  it('has a trace that is not what happens', () => {
    const text = JSON.stringify(record).replace('wait ws1: register', 'wait ws1: registre');
    home.write('edited.json', text);
    const { code, out } = home.heddle('replay', 'edited.json');
    expect([code, out]).toEqual([1, expect.stringContaining('not as recorded: step')]);
  });

  it('lacks a part', () => {
    const { scenario: _, ...rest } = record;
    home.write('edited.json', JSON.stringify(rest));
    const { code, err } = home.heddle('replay', 'edited.json');
    expect([code, err]).toEqual([2, expect.stringContaining('HD302')]);
  });
});
