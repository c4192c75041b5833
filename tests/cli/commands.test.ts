import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { desk, MAIN, oneWait, transcript, withSilentJoin, type Desk } from './run.ts';

const README = resolve(import.meta.dirname, '../../README.md');
const INVARIANTS = contextSuite.properties.flatMap(({ id, kind }) =>
  kind === 'sometimes' ? [] : [id],
);

/** Runs too few to see what must be seen, and no states to prove anything. */
const FEW = ['--runs', '40', '--states', '10'];

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

describe('heddle', () => {
  for (const words of [
    ['--help'],
    ['--version'],
    ['check', '--help'],
    ['replay', '--help'],
    ['corpus'],
    ['corpus', '--help'],
    ['corpus', 'add', '--help'],
    ['corpus', 'check', '--help'],
    ['corpus', 'list', '--help'],
    ['list'],
  ]) {
    it(words.join(' '), () => {
      const outcome = home.heddle(...words);
      expect(transcript(words, outcome)).toMatchSnapshot();
      expect(outcome.code).toBe(0);
      expect(outcome.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
    });
  }

  it('demo shows the bug, the fix that fails and the rules that hold', () => {
    const outcome = home.heddle('demo');
    expect(transcript(['demo'], outcome)).toMatchSnapshot();
    expect(outcome.code).toBe(0);
    const [shown] = /^FAIL [^]*?(?=\n```)/m.exec(readFileSync(README, 'utf8'))!;
    expect(outcome.out).toContain(shown);
  });
});

describe('a runtime of the user', () => {
  it('that is right holds', () => {
    home.heddle('init');
    // The demo sees the same rules hold in a whole budget.
    const words = ['check', '--runtime', 'my-runtime.mjs', '--runs', '2000'];
    expect(home.heddle(...words)).toMatchObject({ code: 0, err: '' });
  });

  for (const file of ['my-runtime.ts', 'my-runtime.js', 'my-runtime.mjs']) {
    it(`may be written in ${file}`, () => {
      home.write('s.json', JSON.stringify(oneWait));
      expect(home.heddle('init', file).code).toBe(0);
      const outcome = home.heddle('check', '--runtime', file, '--scenario', 's.json');
      expect(outcome).toMatchObject({ code: 0, err: '' });
    });
  }

  it('gets the same bytes from any number of workers', () => {
    // Each of three workers has two batches to do.
    const words = ['check', '--runtime', 'plain-wake', '--runs', '6000', '--seed', '7f3a'];
    const file = 'heddle-out/plain-wake.no-lost-wakeup.json';
    const one = home.heddle(...words, '--workers', '1');
    expect(one.code).toBe(1);
    const record = home.read(file);
    home.write(file, '');
    expect(home.heddle(...words, '--workers', '3')).toEqual(one);
    expect(home.read(file)).toBe(record);
  });

  it('that logs does not spoil the verdict', () => {
    home.heddle('init', 'chatty.mjs');
    home.write('chatty.mjs', `console.log('loaded');\n${home.read('chatty.mjs')}`);
    const { out } = home.heddle('check', '--runtime', 'chatty.mjs', ...FEW, '--json');
    expect(JSON.parse(out)).toMatchObject({ format: 1, runtime: { id: 'my-runtime' } });
  });

  it('every replay command of a report works when it is pasted', () => {
    home.heddle('init', 'my runtime.mjs');
    home.write('my runtime.mjs', withSilentJoin(home.read('my runtime.mjs')));
    const { out, code } = home.heddle('check', '--runtime', 'my runtime.mjs', '--runs', '2000');
    expect(code).toBe(1);
    const commands = [...out.matchAll(/npx heddle (replay .*)/g)].map((match) => match[1]!);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) {
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
      const outcome = home.heddle(...words);
      expect([outcome.code, outcome.out]).toEqual([
        1,
        expect.stringContaining('in the same steps'),
      ]);
    }
  });

  it('whose rules have changed since is told so', () => {
    const words = ['check', '--runtime', 'silent-join', '--property', 'no-lost-wakeup'];
    home.heddle(...words);
    const { code, out } = home.heddle(
      'replay',
      'heddle-out/silent-join.no-lost-wakeup.json',
      '--runtime',
      'reference',
    );
    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
  });
});

describe('what was changed since', () => {
  it('still hangs, by another path: the replay goes on to the end of the run', () => {
    home.heddle('init', 'mine.mjs');
    const silent = home
      .read('mine.mjs')
      .replace("parked > 0 ? 'deadlock' : 'go-on'", "parked > 0 ? 'go-on' : 'go-on'");
    home.write('mine.mjs', silent);
    home.heddle('check', '--runtime', 'mine.mjs', '--property', 'deadlock-told-truly');
    home.write(
      'mine.mjs',
      silent.replace(
        "{ label: 'register'",
        "{ label: 'breathe', do: ['clear-token'] },\n  { label: 'register'",
      ),
    );
    const { code, out } = home.heddle(
      'replay',
      'heddle-out/my-runtime.deadlock-told-truly.json',
      '--runtime',
      'mine.mjs',
    );
    expect([code, out]).toEqual([1, expect.stringContaining('but not as recorded')]);
  });

  it('a report is told even where its record cannot be written', () => {
    home.write('heddle-out', 'a file in the way');
    const { code, out, err } = home.heddle(
      'check',
      '--runtime',
      'stale-guard',
      '--property',
      'nonblocking-never-traps',
    );
    expect(code).toBe(2);
    expect(out).toContain('FAIL  nonblocking-never-traps');
    expect(err).toContain('a file has the name of its folder');
  });

  it('a bound on steps that is shorter than the failure does not matter to an exhaustive search', () => {
    home.write('s.json', JSON.stringify(oneWait));
    const { code } = home.heddle(
      'check',
      '--scenario',
      's.json',
      '--runtime',
      'plain-wake',
      '--steps',
      '3',
    );
    expect(code).toBe(1);
  });
});

describe('one scenario', () => {
  it('is covered, and a bug in it comes with a shortest schedule', () => {
    home.write('s.json', JSON.stringify(oneWait));
    const held = ['check', '--scenario', 's.json'];
    expect(transcript(held, home.heddle(...held))).toMatchSnapshot();
    const words = [
      'check',
      '--scenario',
      's.json',
      '--runtime',
      'plain-wake',
      '--property',
      'no-lost-wakeup',
    ];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
  });

  it('is covered by one execution of each trace where that is asked for', () => {
    home.write('s.json', JSON.stringify(oneWait));
    const words = ['check', '--scenario', 's.json', '--strategy', 'stateless'];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
    const failing = [...words, '--runtime', 'plain-wake', '--property', 'no-lost-wakeup'];
    expect(transcript(failing, home.heddle(...failing))).toMatchSnapshot();
    const short = [...words, '--runs', '3'];
    expect(transcript(short, home.heddle(...short))).toMatchSnapshot();
  });

  it('is sampled until hardly anything is new, whoever does the work', () => {
    home.write('s.json', JSON.stringify(oneWait));
    const words = ['check', '--scenario', 's.json', '--strategy', 'walk'];
    const until = [...words, '--until-new-below', '0.5%', '--workers'];
    const one = home.heddle(...until, '1');
    expect(transcript(until, one)).toMatchSnapshot();
    expect(home.heddle(...until, '3')).toEqual(one);
    const { out } = home.heddle(...until, '1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      traces: {
        distinct: 6,
        once: 0,
        exact: true,
        chance: 0,
        goal: { below: 0.005, reached: true },
      },
    });
    const wrong = [...words, '--until-new-below', '10'];
    expect(transcript(wrong, home.heddle(...wrong))).toMatchSnapshot();
  });

  it('is sampled where that is asked for', () => {
    home.write('s.json', JSON.stringify(oneWait));
    const { out } = home.heddle(
      'check',
      '--scenario',
      's.json',
      '--strategy',
      'walk',
      '--runs',
      '500',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'held',
      properties: INVARIANTS.map((id) => ({ id, runs: 500, exhaustive: false })),
    });
  });
});

describe('the JSON of a check', () => {
  it('has format 1, with the record of what failed', () => {
    const { out, code } = home.heddle(
      'check',
      '--runtime',
      'stale-guard',
      '--property',
      'nonblocking-never-traps,no-lost-wakeup',
      '--json',
      '--seed',
      '7f3a',
      '--runs',
      '2000',
    );
    const verdict = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(1);
    expect(Object.keys(verdict)).toEqual([
      'format',
      'seed',
      'budget',
      'runtime',
      'verdict',
      'properties',
      'seen',
      'traces',
    ]);
    expect(verdict).toMatchObject({
      format: 1,
      seed: '7f3a',
      budget: { ...DEFAULT_BUDGET, runs: 2_000 },
      verdict: 'violated',
      properties: [
        { id: 'nonblocking-never-traps', verdict: 'violated', record: { kind: 'counterexample' } },
        { id: 'no-lost-wakeup', verdict: 'held', runs: 2_000, exhaustive: false },
      ],
    });
    const [broken] = verdict['properties'] as { record: unknown }[];
    const file = home.read('heddle-out/stale-guard.nonblocking-never-traps.json');
    expect(JSON.parse(file)).toEqual(broken!.record);
  });

  it('is inconclusive where too little was seen', () => {
    const { out, code } = home.heddle('check', ...FEW, '--json');
    expect([code, (JSON.parse(out) as { verdict: string }).verdict]).toEqual([4, 'inconclusive']);
  });
});

describe('heddle check --planted', () => {
  it('finds bugs from every seed, and nothing where the rules are right', () => {
    const bugs = 'check-then-register,article-fix,trap-not-contained';
    const few = ['--bug', bugs, '--seeds', '2', '--runs', '2000', '--states', '10'];
    const words = ['check', '--planted', ...few, '--json'];
    const { out, code } = home.heddle(...words);
    const result = JSON.parse(out) as {
      reference: { verdict: string };
      bugs: { id: string; found: (number | null)[]; size: number[] }[];
    };
    expect(code).toBe(0);
    expect(result.reference).toEqual({ verdict: 'held' });
    expect(result.bugs.map(({ id }) => id).join()).toBe(bugs);
    for (const { id, found } of result.bugs) {
      expect([id, found.length, found.includes(null)]).toEqual([id, 2, false]);
    }
    expect(
      Object.fromEntries(result.bugs.map(({ id, size }) => [id, size.join(' ')])),
    ).toMatchSnapshot();
  });

  it('says so where the budget is too small', () => {
    const few = ['--bug', 'native-host-parks,guard-removed', ...FEW];
    const { out, code } = home.heddle('check', '--planted', ...few, '--json');
    const { bugs } = JSON.parse(out) as { bugs: { found: (number | null)[] }[] };
    expect(code).toBe(1);
    expect(bugs.some(({ found }) => found.includes(null))).toBe(true);
  });
});

describe('the built command', () => {
  it('can be run as it is, so that npx finds it after every build', () => {
    expect(statSync(MAIN).mode & 0o111).toBe(0o111);
  });
});
