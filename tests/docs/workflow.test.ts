import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { desk } from '../cli/run.ts';

const README = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const section = README.slice(README.indexOf('## In a CI'), README.indexOf('## From code'));
const block = (language: string): string =>
  [...section.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].find((match) => match[1] === language)![2]!;

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}
const workflow = parse(block('yaml')) as Workflow;
const runs = Object.values(workflow.jobs)
  .flatMap(({ steps }) => steps)
  .flatMap(({ run }) => run?.trim().split('\n') ?? []);
const commands = runs.flatMap((line) => /^npx heddle (.*)$/.exec(line)?.[1] ?? []);

const MINE = ['--runtime', 'my-runtime.mjs'];
const PLAIN_WAKE = "{ label: 'unpark', do: [{ unpark: 'plain' }] }";

const home = desk();
beforeAll(() => {
  home.heddle('init', 'my-runtime.mjs');
});
afterAll(() => home.clear());

describe('the workflow that the README shows', () => {
  it('installs what it runs, and runs Heddle', () => {
    expect(runs[0]).toBe('npm ci');
    expect(commands.length).toBeGreaterThan(0);
    expect(runs).toHaveLength(commands.length + 1);
  });

  for (const command of commands) {
    it(`npx heddle ${command}`, () => {
      const words = [...command.split(' '), '--runs', '2000', '--states', '50000'];
      const outcome = home.heddleWith({ GITHUB_STEP_SUMMARY: 'summary.md' }, ...words);
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(home.read('summary.md')).toContain('## Heddle: `my-runtime` held');
      expect(XMLValidator.validate(home.read('heddle-out/junit.xml'))).toBe(true);
    });
  }
});

describe('what the README says to do with a counterexample', () => {
  it('works as it stands, for a record that there is', () => {
    // The record is of rules that were wrong then: a cancel whose wake is not remembered.
    const right = home.read('my-runtime.mjs');
    const wrong = right.replace("{ label: 'unpark', do: ['unpark'] }", () => PLAIN_WAKE);
    expect(wrong).not.toBe(right);
    home.write('my-runtime.mjs', wrong);
    const found = home.heddle('check', ...MINE, '--property', 'no-lost-wakeup', '--runs', '5000');
    expect(found.code).toBe(1);
    home.write('my-runtime.mjs', right);
    for (const line of block('').trim().split('\n')) {
      const command = line.replace('….json', 'my-runtime.no-lost-wakeup.json');
      const outcome = home.heddle(...command.split(' ').slice(2));
      expect([command, outcome.code, outcome.err]).toEqual([command, 0, '']);
    }
  });
});
