import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumer, type Consumer } from '../support/consumer.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SUITE = 'examples/vitest-suite/notify.test.mjs';
const RULES = 'examples/tokio-notify/runtime.mjs';
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The suite with a small budget: that its rules hold in a whole one, the test of examples/tokio-notify sees. */
const suite = (): string => {
  const text = read(SUITE);
  expect(text.split('{ module:')).toHaveLength(2);
  return text.replace('{ module:', '{ budget: { runs: 2_000, states: 10 }, module:');
};

let home: Consumer;
beforeAll(() => {
  home = consumer();
  home.write(RULES, read(RULES));
});
afterAll(() => home.clear());

describe('examples/vitest-suite', () => {
  it('passes where Heddle is installed', () => {
    home.write(SUITE, suite());
    const { code, out } = home.vitest('run', SUITE, '--reporter=verbose');
    expect([code, out]).toEqual([0, expect.stringContaining('tokio-notify > no-lost-wakeup')]);
  });

  it('fails for rules that are wrong, and says how to replay that with the module', () => {
    const wrong = 'examples/tokio-notify/without-recheck.mjs';
    home.write(wrong, read(wrong));
    home.write(SUITE, suite().replaceAll('runtime.mjs', 'without-recheck.mjs'));
    const { code, err } = home.vitest('run', SUITE);
    expect([code, err]).toEqual([1, expect.stringContaining(`--runtime ${wrong}`)]);
  });
});
