import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { futureWrittenLater } from '../model/canonical/examples.ts';
import { desk, oneWait, type Desk, type Outcome } from './run.ts';

let home: Desk;
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

const PRELOAD = `--import ${resolve(import.meta.dirname, '../support/interrupt.mjs')}`;

/** Runs a command that gets a signal once it tells `when`; without that as soon as it listens. */
const interrupted = (
  { when, signal = 'SIGINT', ...env }: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Outcome =>
  home.heddleWith(
    {
      ...env,
      NODE_OPTIONS: PRELOAD,
      SIGNAL: signal,
      ...(when === undefined ? {} : { WHEN: when }),
    },
    ...words,
  );

const TOLD =
  /interrupted by SIG\w+: ends with what was found so far; a second signal ends it at once\n$/;
/** More than anybody has time for. */
const ENDLESS = ['--runs', '1000000000'];
const RUNS = String.raw`[1-9]\d* of .* runs`;

const everything = (): string => JSON.stringify(home.list());

describe('a signal ends a command with what it has found', () => {
  it('a check that found nothing is inconclusive', () => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const ended = interrupted({ when: RUNS, signal }, 'check', ...ENDLESS);
      expect(ended).toMatchObject({ code, err: expect.stringMatching(TOLD) });
      expect(ended.out).toContain(`inconclusive: interrupted by ${signal}\n`);
      expect(ended.out).toMatch(/open +no-lost-wakeup +not broken before it was interrupted/);
      expect(ended.out).not.toMatch(/^ok /m);
    }
  });

  it('a check that found something is violated, and writes its records', () => {
    const two = 'trap-only-where-unsuspendable,no-lost-wakeup';
    const words = ['check', '--runtime', 'article-flag', '--property', two, ...ENDLESS, '--json'];
    const { code, out } = interrupted({ when: RUNS }, ...words);
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'violated', interrupted: 'SIGINT' });
    expect(home.list()).toEqual(['heddle-out']);
  });

  it('a search of one scenario, and of all outcomes', () => {
    home.write('one.json', JSON.stringify(oneWait));
    const { code, out } = interrupted({}, 'check', '--scenario', 'one.json');
    expect([code, out]).toEqual([130, expect.stringContaining('inconclusive: interrupted by')]);
    home.write('outcomes.json', JSON.stringify(futureWrittenLater));
    const all = interrupted({}, 'outcomes', 'outcomes.json', '--json');
    expect(all.code).toBe(130);
    expect(JSON.parse(all.out)).toMatchObject({ complete: false, interrupted: 'SIGINT' });
  });

  it('a proof, which goes on from there', () => {
    const proof = 'prove --waitables 1 --signals 1 --property no-lost-wakeup'.split(' ');
    const whole = home.heddle(...proof);
    const resumed = [...proof, '--resume', 'proof.heddle', '--workers', '1'];
    const env = { HEDDLE_PART_STATES: '200' };
    const ended = interrupted({ ...env, when: '3 of .* instances' }, ...resumed);
    expect(ended).toMatchObject({ code: 130, err: expect.stringMatching(TOLD) });
    expect(ended.out).toMatch(/no proof: interrupted by SIGINT; searched \d+ of/);
    expect(everything()).not.toContain('tmp');
    const kept = home.read('proof.heddle');
    expect(home.heddleWith(env, ...resumed)).toEqual(whole);
    // Nothing that was searched in part was kept as if it were whole.
    expect(JSON.parse(home.read('proof.heddle'))).toMatchObject(JSON.parse(kept) as object);
    expect(home.list()).toEqual(['proof.heddle']);
  });

  it('hunts, measurements and audits', () => {
    home.write('page.md', 'a\n<!-- measured: strategies -->\nold\n<!-- end -->\n');
    const page = home.read('page.md');
    for (const [when, line, words] of [
      ['2 of .* checks', /after [2-9] of \d+ checks\n$/, 'check --planted --workers 1'],
      ['3 of .* hunts', /after \d of [\d,]+ hunts\n$/, 'measure --into page.md --workers 1'],
      [
        '4 of 6 hunts',
        /guard-removed[^]*after [456] of 6 hunts\n$/,
        'measure --strategy walk --seeds 3 --bug guard-removed,empty-set-traps --workers 1',
      ],
      ['6 of .* instances', /after \d+ instances\n$/, 'prove --audit --workers 1'],
    ] as const) {
      const { code, out, err } = interrupted({ when }, ...words.split(' '));
      expect([words, code, err]).toEqual([words, 130, expect.stringMatching(TOLD)]);
      expect(out).toMatch(line);
    }
    expect(home.read('page.md')).toBe(page);
    expect(home.list()).toEqual(['page.md']);
  });

  it('the check of a corpus', () => {
    const found = '--property trap-only-where-unsuspendable --runs 300 --states 9'.split(' ');
    home.heddle('check', '--runtime', 'article-flag', ...found);
    const { code, out } = interrupted(
      {},
      ...'corpus check --runtime article-flag --corpus heddle-out --json'.split(' '),
    );
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ interrupted: 'SIGINT' });
  });

  it('at once where a second one comes', () => {
    const words = ['check', ...ENDLESS];
    const { code, out } = interrupted({ when: `${RUNS}|interrupted`, TIMES: '2' }, ...words);
    expect([code, out]).toEqual([130, '']);
    expect(home.list()).toEqual([]);
  });
});
