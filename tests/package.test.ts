import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BUDGET } from '../api/plan.ts';
import { contextSuite } from '../properties/context-suite.ts';
import { grouped } from '../reports/text/layout.ts';
import { consumer, type Consumer } from './support/consumer.ts';

let home: Consumer;
let heddle: string;
beforeAll(() => {
  home = consumer({ without: ['vitest', '@vitest'] });
  heddle = join(home.folder, 'node_modules/heddle');
});
afterAll(() => home.clear());

const read = (file: string): string => readFileSync(join(heddle, file), 'utf8');
const declarations = (room: string): readonly string[] =>
  readdirSync(join(heddle, 'dist', room))
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => `dist/${room}/${name}`);

describe('the packed package', () => {
  it('holds what is run and read, and no tests', () => {
    expect(readdirSync(heddle).toSorted()).toEqual([
      'README.md',
      'cli',
      'dist',
      'docs',
      'package.json',
    ]);
    expect(readdirSync(join(heddle, 'cli'))).toEqual(['template']);
  });

  it('holds every file that it exports, runs or links to', () => {
    const { exports, bin } = JSON.parse(read('package.json')) as {
      exports: Record<string, string | Record<string, string>>;
      bin: Record<string, string>;
    };
    const named = [
      ...Object.values(exports).flatMap((to) =>
        typeof to === 'string' ? [to] : Object.values(to),
      ),
      ...Object.values(bin),
      ...[...read('README.md').matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1]!),
    ];
    expect(named.filter((file) => !existsSync(join(heddle, file)))).toEqual([]);
  });

  it('holds the documents that a report cites', () => {
    for (const property of contextSuite.properties) {
      if (property.kind === 'sometimes') continue;
      const [file] = property.tell({ reason: '', about: {} }).rule.split(',');
      expect(existsSync(join(heddle, file!))).toBe(true);
    }
  });

  it('runs, as a library and as a command, for a user who has no vitest', () => {
    home.write(
      'main.js',
      "import { check, contextDomain, reference } from 'heddle';\n" +
        "console.log(check(contextDomain(reference), { seed: '1', budget: { runs: 2_000 } }).verdict);",
    );
    expect(home.node('main.js')).toEqual({ code: 0, out: 'held\n', err: '' });
    const main = 'node_modules/heddle/dist/cli/main.js';
    expect(home.node(main, 'init')).toMatchObject({ code: 0 });
    const checked = home.node(main, 'check', '--runtime', 'my-runtime.mjs', '--runs', '2000');
    expect(checked).toMatchObject({ code: 0, err: '' });
  });
});

/** What a user writes in TypeScript; each `@ts-expect-error` is a mistake that an editor must underline. */
const TYPED = `
import { assertHolds, check, contextDomain, defineRuntime, reference } from 'heddle';
import type { CheckOptions, CheckResult, Counterexample, Frame, Runtime, Scenario } from 'heddle';

const { protocols, queue, verdict } = reference;

export const depth = defineRuntime({
  id: 'depth',
  guarding: 'lazy',
  bookkeeping: {
    per: 'task',
    initial: { depth: 0 },
    enter: ({ depth }, { kind }) => ({ depth: depth + (kind === 'sync-guest' ? 1 : 0) }),
    leave: ({ depth }, { kind }) => ({ depth: depth - (kind === 'sync-guest' ? 1 : 0) }),
  },
  guard: ({ depth }, operation) => (operation === 'poll' || depth === 0 ? 'go' : { trap: 'cannot-block' }),
  protocols,
  queue,
  verdict,
});

// @ts-expect-error a guarding that does not exist
defineRuntime({ ...depth, guarding: 'sometimes' });
// @ts-expect-error an answer that does not exist
defineRuntime({ ...depth, guard: () => 'stop' });
// @ts-expect-error a field that is not remembered
defineRuntime({ ...depth, guard: ({ height }) => (height === 0 ? 'go' : 'return') });
// @ts-expect-error a check without a seed
check(contextDomain(depth), {});

const stack: Runtime<readonly Frame[]> = reference;
const options: CheckOptions = { seed: '1', budget: { runs: 40 }, strategy: 'pos' };
const result: CheckResult = check(contextDomain(stack), options);
const record: Counterexample | undefined = result.properties[0]?.counterexample;
const scenario: Scenario | undefined = undefined;
assertHolds(contextDomain(reference), { seed: record?.provenance?.seed ?? '1', scenario });
`;

describe('the types', () => {
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    it(`are found and hold, with ${moduleResolution}`, () => {
      home.write('typed.ts', TYPED);
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2022',
        strict: true,
        noEmit: true,
        types: [],
      };
      home.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
      expect(home.tsc('-p', '.')).toEqual({ code: 0, out: '', err: '' });
    });
  }

  it('of the suite for vitest are found where vitest is', () => {
    const tester = consumer();
    tester.write(
      'suite.test.ts',
      `import { reference } from 'heddle';
      import { invariantSuite, type InvariantSuiteOptions } from 'heddle/vitest';
      const options: InvariantSuiteOptions = { seed: '1', inconclusive: 'skip', module: 'rules.js' };
      invariantSuite(reference, options);
      // @ts-expect-error there is no such thing to do
      invariantSuite(reference, { inconclusive: 'pass' });`,
    );
    const words = '--strict --noEmit --module nodenext --target es2022 --types node --skipLibCheck';
    const ran = tester.tsc(...words.split(' '), 'suite.test.ts');
    tester.clear();
    expect(ran).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('what an editor shows', () => {
  it('is a sentence for everything that the library exports', () => {
    const silent = [...declarations('api'), ...declarations('vitest')].flatMap((file) => {
      const lines = read(file).split('\n');
      const named =
        /^(?:export (?:declare )?(?:const|interface|type) |    (?:readonly )?)'?([\w-]+)'?\??[:<= ]/;
      return lines.flatMap((line, i) => {
        const name = named.exec(line)?.[1];
        const told = name === undefined || lines[i - 1]!.trimEnd().endsWith('*/');
        return told || !isField(lines, i) ? [] : [`${file}: ${name}`];
      });
    });
    expect(silent).toEqual([]);
  });

  it('names the default budget as it is', () => {
    const { runs, schedules, steps, states } = DEFAULT_BUDGET;
    const told = `${grouped(runs)} runs, ${schedules} schedules, ${steps} steps, ${grouped(states)} states`;
    expect(read('dist/api/plan.d.ts')).toContain(told);
  });
});

/** An export, or a field of an interface; not the parameters of a function. */
const isField = (lines: readonly string[], i: number): boolean => {
  if (lines[i]!.startsWith('export')) return true;
  const above = lines.slice(0, i).findLast((line) => /^\S/.test(line) && !line.startsWith('}'));
  return above?.startsWith('export interface') ?? false;
};
