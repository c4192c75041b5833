import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPart, writePart } from '../../cli/part-file.ts';
import type { Part } from '../../explorers/packed/search.ts';
import { desk, type Desk } from './run.ts';

let home: Desk;
let whole: ReturnType<Desk['heddle']>;
beforeAll(() => {
  const undisturbed = desk();
  whole = undisturbed.heddle(...PROOF);
  undisturbed.clear();
});
beforeEach(() => {
  home = desk();
});
afterEach(() => home.clear());

const PROOF =
  'prove --executors 1 --stores 1 --locks 0 --ops 2 --waitables 1 --signals 1 --vocabulary wait,wait-one,poll,yield,join,leave,call --property no-lost-wakeup'.split(
    ' ',
  );
const RESUMED = [...PROOF, '--resume', 'proof.heddle', '--workers', '1'];
/** Instances of the sizes that a test has time for are saved while they are searched. */
const ENV = { HEDDLE_PART_STATES: '200' };
/** The last instance but one, which has some 7,000 states. */
const LARGE = 'proof.heddle.7.part';

/** Runs the proof until it is killed: by the file of `tests/support`, which is told when by the environment. */
const killed = (by: string, env: Readonly<Record<string, string>>): void => {
  const preload = `--import ${resolve(import.meta.dirname, '../support', by)}`;
  const { code } = home.heddleWith({ ...ENV, NODE_OPTIONS: preload, ...env }, ...RESUMED);
  expect(code).toBe(null);
};

/** Kills the proof as soon as there is something of a large instance. */
const killedInLarge = (): void => {
  killed('kill-after-part.mjs', { PART: LARGE });
  expect(home.list()).toContain(LARGE);
};

const finish = (): ReturnType<Desk['heddle']> => home.heddleWith(ENV, ...RESUMED);

describe('heddle prove --resume, killed', () => {
  it('ends with what it would have ended with, whenever that was', () => {
    for (const when of ['1 of', '3 of', '6 of'])
      killed('interrupt.mjs', { SIGNAL: 'SIGKILL', WHEN: `${when} .* instances` });
    expect(finish()).toEqual(whole);
    // Nothing is left of what was under way.
    expect(home.list()).toEqual(['proof.heddle']);
  });

  it('goes on inside an instance, and trusts nothing that is damaged, cut short, or of something else', () => {
    killedInLarge();
    const path = join(home.path, LARGE);
    const proof = home.read('proof.heddle');
    const bytes = readFileSync(path);
    const turned = Buffer.from(bytes);
    turned[bytes.length - 9]! ^= 4;
    for (const [wrong, why] of [
      [turned, 'it is damaged'],
      [bytes.subarray(0, bytes.length - 7), 'it is damaged'],
      [bytes.subarray(0, 30), 'it is damaged'],
      [Buffer.from('{}'), 'it is no part of a proof of this heddle'],
      [bytes, 'it is of another proof'],
    ] as const) {
      writeFileSync(path, wrong);
      expect(readPart(path, '')).toBe(why);
    }
    writeFileSync(path, turned);
    expect(finish()).toEqual({ ...whole, err: `\`${LARGE}\` is ignored: it is damaged\n` });
    // What is saved is not done again: it can be told by what is not true.
    home.write('proof.heddle', proof);
    writeFileSync(path, bytes);
    const text = /"key":(?<key>"(?:[^"\\]|\\.)*")/.exec(bytes.toString('latin1'))!.groups!['key']!;
    const key = JSON.parse(text) as string;
    const part = readPart(path, key) as Part;
    expect(part.store.size).toBeGreaterThan(199);
    writePart(path, key, { ...part, transitions: 5_000_000 });
    const { out, err } = finish();
    const counted = /([\d,]+)\s+transitions/.exec(out)![1]!;
    expect([err, Number(counted.replaceAll(',', '')) > 5_000_000]).toEqual(['', true]);
  });
});
