import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { desk, oneWait, transcript, withSilentJoin, type Desk, type Outcome } from './run.ts';

let home: Desk;
const LOST = 'no-lost-wakeup';
const QUICK = ['--property', LOST, '--runs', '200', '--states', '60'];
const FOUND = `heddle-out/my-runtime.${LOST}.json`;

/** A waitable comes into the set with its event, under a task that is parked on it. */
const lateJoin = {
  ...oneWait,
  sets: [{ id: 'ws1', members: [] }],
  tasks: [
    ...oneWait.tasks,
    {
      id: 't2',
      executor: 'e1',
      frame: 'guest',
      body: [{ op: 'join', waitable: 'w1', set: 'ws1' }],
    },
  ],
};

/** The right rules, those with the bug, the record of the bug and its token: made once. */
const made = { right: '', wrong: '', record: '', token: '' };
beforeAll(() => {
  const first = desk();
  first.heddle('init', 'right.mjs');
  made.right = first.read('right.mjs');
  made.wrong = withSilentJoin(made.right);
  first.write('mine.mjs', made.wrong);
  first.write('s.json', JSON.stringify(lateJoin));
  const words = ['check', '--runtime', 'mine.mjs', '--scenario', 's.json', '--property', LOST];
  made.token = /hd1\.\S+/.exec(first.heddle(...words).out)![0];
  made.record = first.read(FOUND);
  first.clear();
});

/** Where a user stands who has just found a bug. */
beforeEach(() => {
  home = desk();
  home.write('right.mjs', made.right);
  home.write('mine.mjs', made.wrong);
  home.write(FOUND, made.record);
});
afterEach(() => home.clear());

const fix = (): void => home.write('mine.mjs', made.right);
const records = (): readonly string[] => readdirSync(join(home.path, 'corpus'));
const keep = (): string => {
  home.heddle('corpus', 'add', FOUND);
  return `corpus/${records()[0]!}`;
};

describe('a counterexample of a user', () => {
  it('is kept, breaks until it is fixed, and holds from then on', () => {
    const told: string[] = [];
    const say = (...words: readonly string[]): Outcome => {
      const outcome = home.heddle(...words);
      told.push(transcript(words, outcome));
      return outcome;
    };
    say('corpus', 'list');
    say('corpus', 'add', FOUND, '--runtime', 'mine.mjs');
    say('corpus', 'add', FOUND, '--runtime', 'mine.mjs');
    say('corpus', 'list');
    expect(say('corpus', 'check', '--runtime', 'mine.mjs').code).toBe(1);
    fix();
    expect(say('corpus', 'check', '--runtime', 'mine.mjs').code).toBe(0);
    expect(told.join('\n\n')).toMatchSnapshot();
  });

  it('is replayed by every check before anything is drawn', () => {
    keep();
    const words = ['check', '--runtime', 'mine.mjs', '--property', LOST, '--runs', '20'];
    const outcome = home.heddle(...words, '--junit', 'junit.xml', '--github');
    expect(transcript(words, outcome)).toMatchSnapshot();
    expect(outcome.code).toBe(1);
    expect(home.read('junit.xml')).toContain(
      '<testsuite name="my-runtime corpus" tests="1" failures="1"',
    );
    expect(outcome.out.match(/^::error /gm)).toHaveLength(1);
    const json = JSON.parse(home.heddle(...words, '--states', '10', '--json').out) as {
      corpus: unknown[];
    };
    expect(json.corpus).toMatchObject([{ property: LOST, verdict: 'violated', record: {} }]);
  });

  it('that holds changes no verdict, and is counted', () => {
    const words = ['check', '--runtime', 'right.mjs', ...QUICK];
    const without = home.heddle(...words);
    keep();
    const { code, out } = home.heddle(...words);
    expect(code).toBe(without.code);
    const more = out.split('\n').filter((line) => !without.out.split('\n').includes(line));
    expect(more).toEqual([
      'corpus: 1 record replayed: 1 holds',
      'ok    corpus                          1 record replayed: 1 holds',
      without.out.trimEnd().split('\n').at(-1)!.replace('1 passed', '2 passed'),
    ]);
  });

  it('is left alone where another property, or one scenario, is asked for', () => {
    const file = keep();
    const other = ['check', '--runtime', 'mine.mjs', '--property', 'nonblocking-never-traps'];
    expect(home.heddle(...other, '--runs', '200', '--states', '10').out).not.toContain('FAIL');
    const { scenario } = JSON.parse(home.read(file)) as { scenario: unknown };
    home.write('s.json', JSON.stringify(scenario));
    const one = ['check', '--runtime', 'right.mjs', '--scenario', 's.json', ...QUICK];
    expect(home.heddle(...one).out).not.toContain('corpus');
    expect(home.heddle(...one, '--corpus', 'corpus').out).toContain('corpus: 1 record replayed');
  });

  it('may come as a token, which is told anew', () => {
    const { token } = made;
    expect(home.heddle('corpus', 'add', token).code).toBe(2);
    const { code } = home.heddle('corpus', 'add', token, '--runtime', 'mine.mjs');
    expect(code).toBe(0);
    expect(home.heddle('corpus', 'add', FOUND).out).toContain('holds this case already');
    expect(records()).toHaveLength(1);
  });

  it('has the same name from whatever runtime, seed and text it comes', () => {
    const file = keep();
    const record = JSON.parse(home.read(file)) as Record<string, unknown>;
    home.write('other.json', JSON.stringify({ ...record, provenance: null, says: 'other words' }));
    expect(home.heddle('corpus', 'add', 'other.json').out).toContain('holds this case already');
    home.heddle('corpus', 'add', 'other.json', '--corpus', 'elsewhere');
    expect(readdirSync(join(home.path, 'elsewhere'))).toEqual(records());
  });

  it('that does not break is none', () => {
    const record = JSON.parse(home.read(keep())) as { schedule: string[] };
    const short = { ...record, schedule: record.schedule.slice(0, 1) };
    home.write('short.json', JSON.stringify(short));
    const words = ['corpus', 'add', 'short.json', '--runtime', 'mine.mjs'];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
    expect(home.heddle('corpus', 'add', made.token, '--runtime', 'right.mjs')).toMatchObject({
      code: 2,
      err: expect.stringContaining('HD308'),
    });
  });
});

describe('a corpus with records of other rules', () => {
  const other = (): void => {
    home.write(
      'other.mjs',
      `import right from './right.mjs';\nexport default { ...right, id: 'other' };\n`,
    );
  };

  it('does not judge a check', () => {
    other();
    const words = ['check', '--runtime', 'other.mjs', ...QUICK];
    const without = home.heddle(...words);
    keep();
    const { code, out, err } = home.heddle(...words, '--junit', 'junit.xml');
    expect([code, err]).toEqual([without.code, '']);
    const more = out.split('\n').filter((line) => !without.out.split('\n').includes(line));
    expect(more).toEqual(['corpus: 1 record of other rules does not apply']);
    expect(home.read('junit.xml')).not.toContain('corpus');
  });

  it('is no check by itself, unless all are asked for', () => {
    other();
    keep();
    const words = ['corpus', 'check', '--runtime', 'other.mjs'];
    expect(transcript(words, home.heddle(...words))).toMatchSnapshot();
    expect(home.heddle(...words, '--all')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 record replayed: 1 holds'),
    });
  });

  it('skips a scenario that the rules do not describe any more', () => {
    home.write(
      'small.mjs',
      `import right from './right.mjs';
const { cancel, ...protocols } = right.protocols;
export default { ...right, protocols };\n`,
    );
    const file = keep();
    const record = JSON.parse(home.read(file)) as { scenario: object };
    const scenario = {
      ...record.scenario,
      signallers: [{ id: 's1', signals: [{ cancel: 't1' }] }],
    };
    home.write(file, JSON.stringify({ ...record, scenario }));
    const { code, out, err } = home.heddle('corpus', 'check', '--runtime', 'small.mjs');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^skip  no-lost-wakeup\.\w+\n +HD104 The scenario does not fit/m);
  });
});

describe('a corpus with a file that is no record', () => {
  it('gives the other verdicts, then the error with the name of the file', () => {
    const file = keep();
    const record = JSON.parse(home.read(file)) as Record<string, unknown>;
    home.write('corpus/torn.json', '');
    home.write('corpus/unknown.json', JSON.stringify({ ...record, property: 'no-such-thing' }));
    home.write('corpus/note.txt', 'not our business');
    const words = ['corpus', 'check', '--runtime', 'right.mjs'];
    const outcome = home.heddle(...words);
    expect(transcript(words, outcome)).toMatchSnapshot();
    expect(outcome.code).toBe(2);
    const list = home.heddle('corpus', 'list');
    expect([list.code, list.out]).toEqual([2, expect.stringContaining('corpus: 2 records')]);
    const check = home.heddle('check', '--runtime', 'mine.mjs', ...QUICK);
    expect(check).toMatchObject({
      code: 2,
      out: expect.stringContaining(`FAIL  ${LOST}`),
      err: expect.stringMatching(/^HD307 [^]*`corpus\/torn\.json`: HD407/),
    });
  });

  it('is as good as none where it is a file of the user', () => {
    home.write('corpus', 'not a folder');
    expect(home.heddle('check', '--runtime', 'right.mjs', ...QUICK)).toMatchObject({ err: '' });
  });
});

describe('a corpus that does not fit the runtime', () => {
  it('is skipped with the reason', () => {
    keep();
    const perStore = `import right from './right.mjs';
const keep = (value) => value;
const bookkeeping = { per: 'store', initial: 0, enter: keep, leave: keep, 'switch-out': () => 0, 'switch-in': keep };
export default { ...right, bookkeeping, guard: () => 'go' };\n`;
    home.write('store.mjs', perStore);
    const file = `corpus/${records()[0]!}`;
    const record = JSON.parse(home.read(file)) as {
      scenario: { executors: string[]; tasks: { executor: string }[] };
    };
    const { tasks } = record.scenario;
    const apart = tasks.map((task, i) => ({ ...task, executor: `e${i + 1}` }));
    const scenario = { ...record.scenario, executors: ['e1', 'e2', 'e3'], tasks: apart };
    home.write(file, JSON.stringify({ ...record, scenario }));
    const { code, out, err } = home.heddle('corpus', 'check', '--runtime', 'store.mjs');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^skip  no-lost-wakeup\.\w+\n +HD103 The scenario does not fit/m);
    expect(out).toContain('0 passed, 0 failed, 1 skipped');
  });
});
