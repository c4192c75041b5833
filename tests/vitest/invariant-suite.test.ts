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
const FAULTY =
  "{ ...reference, id: 'faulty', guard: (stack) => (stack.length > 2 ? stack.no.such : 'go') }";
const DRAWN = "{ seed: '7', budget: { runs: 2000 } }";
const ONE = `{
  inconclusive: 'skip',
  budget: { runs: 40, states: 3 },
  properties: ['no-lost-wakeup', 'deadlock-told-truly'],
}`;

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
    const ran = run('right', suite(RIGHT, DRAWN), '--reporter=verbose');
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
    const broken = suite(FORGETS, "{ inconclusive: 'skip', seed: '7', budget: { runs: 31 } }");
    expect(run('broken', broken, '--reporter=verbose')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/× .*no-lost-wakeup[^]*↓ .* situations were not seen; the violat/),
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
    for (const name of ['one', 'two', 'three']) {
      home.write(`shard/${name}.test.js`, suite(`{ ...reference, id: '${name}' }`, DRAWN));
    }
    const shards = ['1/2', '2/2'].map((shard) =>
      home.vitest('run', '--dir', 'shard', '--shard', shard, '--reporter=json'),
    );
    const names = shards.map(({ out }) =>
      (JSON.parse(out) as Report).testResults.flatMap(({ assertionResults }) =>
        assertionResults.map(({ fullName }) => fullName),
      ),
    );
    expect(shards.map(({ code }) => code)).toEqual([0, 0]);
    expect(names.every((list) => list.length > 0)).toBe(true);
    const whole = home.vitest('run', '--dir', 'shard', '--reporter=json');
    const all = (JSON.parse(whole.out) as Report).testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName }) => fullName),
    );
    expect(names.flat().toSorted()).toEqual(all.toSorted());
    expect(new Set(all).size).toBe(all.length);
  });

  it('a reporter finds the record, and one test alone finds what all of them find', () => {
    const reports = [[], ['-t', 'no-lost-wakeup']].map((words) => {
      const { out } = run('forgets', suite(FORGETS, DRAWN), '--reporter=json', ...words);
      return (JSON.parse(out) as Report).testResults[0]!.assertionResults.find(
        ({ title }) => title === 'no-lost-wakeup',
      )!;
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

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly title: string;
      readonly meta: { readonly counterexample?: unknown };
    }[];
  }[];
}
