import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay, type ReplayResult } from '../api/replay.ts';
import { parseScenario } from '../model/context/parse.ts';
import { parseCounterexample } from '../model/counterexample.ts';
import { builtInRuntimes, references } from '../model/runtimes/index.ts';
import { recordName } from '../reports/record-name.ts';
import { domainOf } from './support/context.ts';

const FOLDER = resolve(import.meta.dirname, '../corpus');

const records = readdirSync(FOLDER).map((file) => ({
  file,
  record: parseCounterexample(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
}));

describe('the corpus', () => {
  it('has counterexamples of several invariants', () => {
    expect(new Set(records.map(({ record }) => record.property)).size).toBeGreaterThan(3);
  });

  for (const { file, record } of records) {
    const { runtime, scenario, property } = record;
    const replayed = (rules: unknown): ReplayResult =>
      replay(domainOf(rules), { ...record, digest: runtime.digest, record });

    it(`${file} has its name from its case`, () => {
      expect(`${recordName(record)}.json`).toBe(file);
    });

    it(`${file} breaks under the rules that it was found with`, () => {
      const rules = builtInRuntimes.find(({ id }) => id === runtime.id);
      expect(replayed(rules).counterexample).toMatchObject({ property, scenario });
    });

    it(`${file} holds under the references`, () => {
      const executors = new Set(parseScenario(scenario).tasks.map(({ executor }) => executor)).size;
      const fitting = references.filter(
        ({ bookkeeping }) => bookkeeping.per === 'task' || executors === 1,
      );
      expect(fitting.map((rules) => replayed(rules).outcome)).toEqual(fitting.map(() => 'holds'));
    });
  }
});
