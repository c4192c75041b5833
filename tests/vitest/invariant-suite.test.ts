import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCounterexample } from '../../model/counterexample.ts';
import { consumer, type Consumer, type Ran } from '../support/consumer.ts';

/** A suite in a user's test file: one line, over a runtime that a line before it makes. */
const suite = (runtime: string, options: string): string => `
import { reference, referencePlain } from 'heddle';
import { invariantSuite } from 'heddle/vitest';

const runtime = ${runtime};
invariantSuite(runtime, ${options});
`;

const RIGHT = "{ ...reference, id: 'right' }";
const FORGETS =
  "{ ...reference, id: 'forgets', protocols: { ...reference.protocols, signal: referencePlain.protocols.signal } }";
const WARY = "{ ...reference, id: 'wary', guard: () => ({ trap: 'cannot-block' }) }";
const FAULTY =
  "{ ...reference, id: 'faulty', verdict: ({ parked }) => (parked > 2 ? parked.no.such : 'go-on') }";
const DRAWN = "{ seed: '7', budget: { runs: 2000 } }";
/** The same without a proof of what holds. */
const SAMPLED = "{ seed: '7', budget: { runs: 2000, states: 10 } }";
const QUICK =
  "{ budget: { runs: 40, states: 10 }, properties: ['no-lost-wakeup'], inconclusive: 'skip' }";

let home: Consumer;
beforeAll(() => {
  home = consumer();
});
afterAll(() => home.clear());

const told = ({ code, out, err }: Ran): string =>
  [out.trim(), err.trim(), `(exit ${code})`].filter((part) => part !== '').join('\n\n');

/** Runs a test file of the user's, alone, and gives back what the user sees. */
const run = (name: string, text: string, ...words: readonly string[]): Ran => {
  home.write(`${name}.test.js`, text);
  return home.vitest('run', `${name}.test.js`, ...words);
};

describe('one line in a test file', () => {
  it('is a test for each invariant, and one for what must be seen', () => {
    const ran = run('right', suite(RIGHT, SAMPLED), '--reporter=verbose');
    expect(told(ran)).toMatchSnapshot();
    expect(ran.code).toBe(0);
  });

  it('shows the counterexample of a rule that breaks, the line of the user, and how to replay it', () => {
    const ran = run('forgets', suite(FORGETS, DRAWN));
    expect(told(ran)).toMatchSnapshot();
    expect(ran.code).toBe(1);
    expect(ran.err).not.toContain('node_modules');
    expect(
      ran.err.split('\n').filter((line) => line.length > 100 && !line.includes('npx heddle')),
    ).toEqual([]);
  });
});

describe('what stays open', () => {
  const one = `{
    format: 1, machine: 'async-context', executors: ['e1'], waitables: ['w1'],
    sets: [{ id: 'ws1', members: ['w1'] }],
    tasks: [{ id: 't1', executor: 'e1', frame: 'guest', body: [{ op: 'wait', set: 'ws1' }] }],
    signallers: [{ id: 's1', signals: ['w1'] }],
  }`;
  const small = "budget: { runs: 3, steps: 6 }, seed: '7'";
  const tight = `strategy: 'exhaustive', scenario: ${one}, budget: { states: 3 }`;

  for (const [name, options] of [
    ['runs', small],
    ['states', tight],
  ] as const) {
    it(`fails and says what may settle it: ${name}`, () => {
      const ran = run(name, suite(RIGHT, `{ ${options}, properties: ['no-lost-wakeup'] }`));
      expect(told(ran)).toMatchSnapshot();
      expect(ran.code).toBe(1);
    });
  }

  it('is skipped with its reason where that is asked for, and what broke still fails', () => {
    const text = suite(RIGHT, `{ ${small}, inconclusive: 'skip', properties: ['no-lost-wakeup'] }`);
    const ran = run('skipped', text, '--reporter=verbose');
    expect(told(ran)).toMatchSnapshot();
    expect(ran.code).toBe(0);
    // Nobody ever parks here, so what must be seen of parked tasks is not.
    const broken = suite(WARY, DRAWN);
    expect(run('broken', broken, '--reporter=verbose')).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /× .*trap-only-where[^]*↓ .* were not seen; the violations come first/,
      ),
    });
  });
});

describe('what makes no sense', () => {
  it('fails the file once, with what is wrong and the line of the user', () => {
    const ran = run('typo', suite(RIGHT, "{ properties: ['no-lost-wakup'] }"));
    expect(told(ran)).toMatchSnapshot();
  });

  it('fails the suite once where a function of the runtime does', () => {
    const ran = run('faulty', suite(FAULTY, DRAWN));
    expect(told(ran)).toMatchSnapshot();
  });
});

describe('in a CI', () => {
  it('every shard runs its files, and together they run each test once', () => {
    const files = ['one', 'two', 'three'];
    for (const name of files) {
      home.write(`shard/${name}.test.js`, suite(`{ ...reference, id: '${name}' }`, QUICK));
    }
    const shards = ['1/2', '2/2'].map((shard) =>
      home.vitest('run', '--dir', 'shard', '--shard', shard, '--reporter=json'),
    );
    expect(shards.map(({ code }) => code)).toEqual([0, 0]);
    const names = shards.map(({ out }) => testsOf(out).map(({ fullName }) => fullName));
    expect(names.every((list) => list.length > 0)).toBe(true);
    const all = files.flatMap((name) =>
      ['no-lost-wakeup', 'the situations that must be seen were seen'].map(
        (test) => `${name} ${test}`,
      ),
    );
    expect(names.flat().toSorted()).toEqual(all.toSorted());
  });

  it('a reporter finds the record, and one test alone finds what all of them find', () => {
    const reports = [[], ['-t', 'no-lost-wakeup']].map((words) => {
      const { out } = run('forgets', suite(FORGETS, DRAWN), '--reporter=json', ...words);
      return testsOf(out).find(({ title }) => title === 'no-lost-wakeup')!;
    });
    const [record, again] = reports.map(({ meta }) => parseCounterexample(meta.counterexample));
    expect(record).toMatchObject({ property: 'no-lost-wakeup', provenance: { seed: '7' } });
    expect(again).toEqual(record);
  });

  it('the replay line works once it names the module', () => {
    home.write(
      'rules.js',
      `import { reference, referencePlain } from 'heddle'; export default ${FORGETS};`,
    );
    const text = `
      import { invariantSuite } from 'heddle/vitest';
      import rules from './rules.js';
      invariantSuite(rules, { ...${DRAWN}, module: 'rules.js' });`;
    const { err } = run('module', text);
    const [, words] = /npx heddle (replay hd1.*)/.exec(err)!;
    const replayed = home.node('node_modules/heddle/dist/cli/main.js', ...words!.split(' '));
    expect(replayed).toMatchObject({ code: 1, out: expect.stringContaining('in the same steps') });
  });
});

interface Told {
  readonly fullName: string;
  readonly title: string;
  readonly meta: { readonly counterexample?: unknown };
}

/** The tests of vitest's JSON report. */
const testsOf = (report: string): readonly Told[] =>
  (
    JSON.parse(report) as { testResults: readonly { assertionResults: readonly Told[] }[] }
  ).testResults.flatMap(({ assertionResults }) => assertionResults);

describe('in watch mode', () => {
  it('a change of the rules runs the suite again, over the new rules', async () => {
    const rules = (runtime: string): string =>
      `import { reference, referencePlain } from 'heddle'; export default ${runtime};`;
    home.write('watched/rules.js', rules(RIGHT));
    home.write(
      'watched/rules.test.js',
      `import { invariantSuite } from 'heddle/vitest';
      import rules from './rules.js';
      invariantSuite(rules, ${SAMPLED});`,
    );
    const watch = home.watch('--dir', 'watched', '--reporter=verbose');
    try {
      await watch.until('PASS');
      expect(watch.out()).toContain('✓ watched/rules.test.js > right > no-lost-wakeup');
      home.write('watched/rules.js', rules(FORGETS));
      await watch.until('FAIL  Tests failed');
      expect(watch.out()).toContain('× watched/rules.test.js > forgets > no-lost-wakeup');
      home.write('watched/rules.js', rules(RIGHT));
      await watch.until('PASS');
      expect(watch.out()).toContain('RERUN');
      expect(watch.out()).toContain('✓ watched/rules.test.js > right > no-lost-wakeup');
    } finally {
      await watch.end();
    }
  });
});
