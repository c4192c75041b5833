import { XMLValidator } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUDGETS } from '../../api/budgets.ts';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { desk, oneWait, transcript, type Desk } from './run.ts';

const INVARIANTS = contextSuite.properties.filter(({ kind }) => kind !== 'sometimes').length;

let home: Desk;
beforeEach(() => {
  home = desk();
  home.write('s.json', JSON.stringify(oneWait));
});
afterEach(() => home.clear());

const broken = ['check', '--scenario', 's.json', '--runtime', 'plain-wake'];

describe('a verdict for GitHub', () => {
  it('is annotations after the report, and a summary in the file that the runner names', () => {
    const words = [...broken, '--github', '--property', 'no-lost-wakeup'];
    home.write('summary.md', 'what another step wrote\n');
    const outcome = home.heddleWith({ GITHUB_STEP_SUMMARY: 'summary.md' }, ...words);
    expect(transcript(words, outcome)).toMatchSnapshot();
    expect(home.read('summary.md')).toMatch(/^what another step wrote\n## Heddle: `plain-wake`/);
    expect(home.read('summary.md')).toContain('sequenceDiagram');
  });

  it('is not given where nobody asked for it, wherever it runs: the same command, the same bytes', () => {
    const outside = home.heddle(...broken);
    home.write('summary.md', '');
    const inside = home.heddleWith(
      { GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_STEP_SUMMARY: 'summary.md' },
      ...broken,
    );
    expect(inside).toEqual(outside);
    expect(home.read('summary.md')).toBe('');
  });

  it('needs no summary file', () => {
    expect(home.heddle(...broken, '--github')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^::error title=/m),
      err: '',
    });
  });

  it('leaves stdout to the JSON where there is JSON', () => {
    const { out, err } = home.heddle(...broken, '--github', '--json');
    expect(JSON.parse(out)).toMatchObject({ verdict: 'violated' });
    expect(err.split('\n').filter((line) => line.startsWith('::error '))).toHaveLength(2);
  });

  it('points at the runtime as the repository names it', () => {
    home.heddle('init', 'mine.mjs');
    home.write('rules/mine.mjs', home.read('mine.mjs').replace("'go-on'", "'deadlock'"));
    const words = ['check', '--runtime', 'rules/mine.mjs', '--scenario', 's.json', '--github'];
    expect(home.heddle(...words).out).toContain('::error file=rules/mine.mjs,');
    const above = home.heddleWith({ GITHUB_WORKSPACE: `${home.path}/..` }, ...words).out;
    const folder = home.path.split('/').at(-1)!;
    expect(above).toContain(`::error file=${folder}/rules/mine.mjs,`);
  });
});

describe('a verdict as JUnit XML', () => {
  it('is a file, whatever else is printed', () => {
    const plain = home.heddle(...broken);
    const outcome = home.heddle(...broken, '--junit', 'out/junit.xml');
    expect(outcome).toEqual(plain);
    expect(XMLValidator.validate(home.read('out/junit.xml'))).toBe(true);
    expect(home.read('out/junit.xml')).toContain(
      `<testsuite name="plain-wake" tests="${INVARIANTS}" failures="2"`,
    );
  });

  it('that cannot be written does not take the verdict with it', () => {
    const { code, out, err } = home.heddle(...broken, '--junit', 's.json/junit.xml');
    expect([code, out, err]).toEqual([
      2,
      expect.stringContaining('FAIL  no-lost-wakeup'),
      expect.stringContaining('HD408 `s.json/junit.xml` cannot be written.'),
    ]);
  });
});

describe('a budget', () => {
  it('has a name, and counts that are given come before its own', () => {
    const words = ['check', '--scenario', 's.json', '--json'];
    const { out } = home.heddle(...words, '--budget', 'ci', '--runs', '200');
    expect(JSON.parse(out)).toMatchObject({ budget: { ...BUDGETS.ci, runs: 200 } });
    expect(JSON.parse(home.heddle(...words).out)).toMatchObject({ budget: DEFAULT_BUDGET });
  });

  it('named `default` changes nothing', () => {
    expect(home.heddle(...broken, '--budget', 'default')).toEqual(home.heddle(...broken));
  });
});
