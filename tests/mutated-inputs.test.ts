import { deepEqual, match } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync } from 'fflate';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalDomain } from '../api/canonical-domain.ts';
import { check } from '../api/check.ts';
import { contextDomain } from '../api/context-domain.ts';
import type { Domain } from '../api/domain.ts';
import { outcomes } from '../api/outcomes.ts';
import { planCheck } from '../api/plan.ts';
import { planProof, proveInstance } from '../api/prove.ts';
import { counterexampleText, tokenOf } from '../api/records.ts';
import { replay } from '../api/replay.ts';
import { planAudit } from '../api/audit.ts';
import { caseOfRecord, checkCase } from '../cli/case.ts';
import { readPart, writePart } from '../cli/part-file.ts';
import { proofFile } from '../cli/proof-file.ts';
import * as c from '../model/canonical/builder/index.ts';
import { canonicalPlantedBugs } from '../model/canonical/planted/index.ts';
import { PROFILES } from '../model/canonical/profiles/index.ts';
import { parseCounterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { compileRules } from '../model/context/rules.ts';
import type { Runtime } from '../model/context/runtime.ts';
import { VERSION } from '../model/version.ts';
import { plantedBugs } from '../model/runtimes/planted/index.ts';
import { reference, referenceCounted, referencePopped } from '../model/runtimes/reference.ts';
import { recordName } from '../reports/record-name.ts';
import { parseScheduleToken, parseToken } from '../reports/token.ts';
import { futureWrittenLater } from './model/canonical/examples.ts';
import { domainOf } from './support/context.ts';
import { HIDDEN } from './support/hostile.ts';
import { mutate, ODD_OBJECTS, type Material } from './support/mutate.ts';

type AnyDomain = Domain<unknown, unknown, unknown, unknown>;

const folder = mkdtempSync(join(tmpdir(), 'heddle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CORPUS = resolve(import.meta.dirname, '../corpus');

/** Records of planted bugs, which are the right inputs to begin with. */
const contextRecords = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => parseCounterexample(JSON.parse(readFileSync(join(CORPUS, name), 'utf8'))));

/** The rules that are called so; right ones, where none are. */
function rulesOf(machine: string, id: string): AnyDomain {
  if (machine === 'canonical-abi') {
    const found = canonicalPlantedBugs.find((bug) => bug.id === id)?.profile ?? PROFILES.amended;
    return canonicalDomain(found) as unknown as AnyDomain;
  }
  const found = plantedBugs.find((bug) => bug.id === id)?.runtime ?? reference;
  return domainOf(found) as unknown as AnyDomain;
}

/** Two of the other machine, whose scenario is the smallest that some planted bug fails in. */
const canonicalRecords = ['async-read-waits', 'host-not-counted'].map((id) => {
  const domain = rulesOf('canonical-abi', id);
  const { properties } = check(domain, {
    seed: '1',
    scenario: futureWrittenLater,
    budget: { states: 2_000 },
  });
  return properties.find(({ counterexample }) => counterexample !== undefined)!.counterexample!;
});

const records = [...contextRecords, ...canonicalRecords];

/** Whether something was accepted. An error must be one that tells what is wrong, in few words that can be seen. */
const accepts = (run: () => unknown): boolean => {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    expect(error.code).toMatch(/^HD[1-4]\d\d$/);
    expect(HIDDEN.exec(error.message)).toBeNull();
    expect(error.message.length).toBeLessThan(20_000);
    return false;
  }
};

/**
 * Runs something on so many mutations of right values. Some must be accepted and some refused, else the mutations say
 * nothing.
 */
const each = (
  name: string,
  count: number,
  values: readonly unknown[],
  run: (mutated: never) => unknown,
  material: Material = 'json',
): void => {
  it(`${name}, ${count} times`, { timeout: 0 }, () => {
    let accepted = 0;
    for (let i = 0; i < count; i += 1) {
      const seed = `${name}/${i}`;
      const mutated = mutate(values[i % values.length], seed, material) as never;
      try {
        if (accepts(() => run(mutated))) accepted += 1;
      } catch (error) {
        throw new Error(`mutation \`${seed}\``, { cause: error });
      }
    }
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(count);
  });
};

const budget = { runs: 4, schedules: 1, steps: 60, states: 60 };

describe('a verdict or an error that tells what is wrong comes of a mutated', () => {
  each(
    'scenario of the async-context machine',
    600,
    contextRecords.map(({ scenario }) => scenario),
    (scenario) => check(domainOf(reference), { seed: '1', scenario, budget }),
  );

  each('record', 150, records, (value) => {
    const record = parseCounterexample(value);
    const { id, digest } = record.runtime;
    counterexampleText(record);
    tokenOf(record);
    replay(rulesOf(record.machine, id), { ...record, digest, record });
  });

  each('record to be kept', 200, records, (value) => {
    const record = parseCounterexample(value);
    checkCase(caseOfRecord(record));
    match(recordName(record), /^[a-z-]+\.[0-9a-f]{12}$/);
  });

  const cases = records.map((record) => {
    const { machine, runtime, property, scenario, schedule } = record;
    return [machine, runtime.id, runtime.digest, property, scenario, schedule.join(' ')];
  });
  each('token', 300, cases, (value) => {
    const { machine, property, scenario, schedule, runtime } = parseToken(sealed('hd1', value));
    const request = { property, scenario, schedule, digest: runtime.digest, record: null };
    replay(rulesOf(machine, runtime.id), request);
  });

  each('token of a schedule', 100, [['a', 'b', 'c']], (value) =>
    parseScheduleToken(sealed('hs1', value)),
  );

  each(
    'runtime',
    300,
    [reference, referenceCounted, referencePopped],
    (runtime: Runtime) =>
      check(contextDomain(runtime), { seed: '1', budget: { ...budget, runs: 8 } }),
    'objects',
  );

  it('answer of a hook, and what it throws, each once', () => {
    const answers = ODD_OBJECTS.flatMap((odd) => [
      () => odd(),
      () => {
        throw odd();
      },
    ]);
    const seen = { members: true, waiters: false, event: false, inside: false };
    const view = { ready: 0, running: 0, parked: 1, parkedOnEmptySet: 0, sources: 0 };
    for (const hook of answers) {
      const bookkeeping = { ...reference.bookkeeping, enter: hook, leave: hook };
      const runtime = { ...reference, bookkeeping, guard: hook, drop: hook, verdict: hook };
      const rules = compileRules(runtime as never);
      accepts(() => rules.enter('[]', { kind: 'guest' }));
      accepts(() => rules.leave('[]', { kind: 'guest' }));
      expect(accepts(() => rules.guard('[]', 'wait', seen))).toBe(false);
      expect(accepts(() => rules.drop(seen))).toBe(false);
      expect(accepts(() => rules.verdict(view))).toBe(false);
    }
  });

  each(
    'profile',
    200,
    [PROFILES.specification, PROFILES['edge-triggered'], PROFILES.jco],
    (profile) => {
      outcomes(world, profile, { states: 500 });
      check(canonicalDomain(profile), { seed: '1', budget: { ...budget, states: 1 } });
    },
    'objects',
  );

  const options = {
    seed: '1',
    budget,
    strategy: 'auto',
    properties: ['no-lost-wakeup'],
    scenario: contextRecords[0]!.scenario,
    untilNewBelow: 0.1,
    coverage: true,
  };
  each(
    'option of a check',
    300,
    [options],
    (given) => {
      // A mutation may ask for a check of hours: it is right, and left at that.
      const plan = planCheck(domainOf(reference), given);
      const { runs, states, steps } = plan.budget;
      if (runs <= 100 && states <= 100 && steps <= 100) check(domainOf(reference), given);
    },
    'objects',
  );

  const bounds = { tasks: 1, waitables: 1, sets: 1, signals: 1, operations: 1, depth: 1 };
  each(
    'option of a proof',
    200,
    [{ bounds, states: 50, properties: ['no-lost-wakeup'], reduce: ['order', 'frames'] }],
    (given) => {
      const plan = planProof(domainOf(reference), given);
      if (plan.plan.budget.states <= 100) proveInstance(plan, 0);
    },
    'objects',
  );

  each('option of an audit', 50, [{ states: 100, every: 500 }], (given) => {
    planAudit(domainOf(reference), given);
  });

  const searched = {
    says: 'x',
    states: 9,
    transitions: 9,
    complete: true,
    endless: 0,
    failures: [],
  };
  const proof = {
    format: 1,
    kind: 'proof',
    heddle: VERSION,
    runtime: '0',
    asked: '{}',
    searched: { 0: searched, 2: { ...searched, complete: false } },
  };
  each('file of a proof', 200, [proof], (value) => {
    const path = join(folder, 'proof');
    writeFileSync(path, JSON.stringify(value) ?? '');
    proofFile(path, '0', {}, 1).known(0);
    deepEqual(readdirSync(folder), ['proof']);
  });

  it('part of a proof, 400 times', () => {
    const path = join(folder, 'part');
    const part = {
      levels: [1],
      length: 3,
      parents: new Uint32Array(3),
      store: { words: new Int32Array(8) },
    };
    writePart(path, 'key', part as never);
    const whole = readFileSync(path);
    expect(readPart(path, 'key')).toMatchObject({ levels: [1] });
    const [magic, digest] = [whole.indexOf('\n') + 1, 32];
    const from = magic + digest + 8;
    const length = whole.readDoubleLE(from - 8);
    const head: unknown = JSON.parse(whole.subarray(from, from + length).toString());
    const words = whole.subarray(from + length);
    for (let i = 0; i < 200; i += 1) {
      const bytes = Buffer.from(mutate([...whole], `part/${i}`) as number[]);
      writeFileSync(path, bytes);
      expect(typeof readPart(path, 'key') === 'string' || bytes.equals(whole)).toBe(true);
      // The same with a digest that is right.
      const other = Buffer.from(JSON.stringify(mutate(head, `head/${i}`)));
      const size = Buffer.alloc(8);
      size.writeDoubleLE(i % 7 === 0 ? 2 ** i : other.length);
      const rest = Buffer.concat([size, other, words]);
      writeFileSync(path, Buffer.concat([whole.subarray(0, magic), sha256(rest), rest]));
      const read = readPart(path, 'key');
      if (typeof read !== 'string') expect(read.parents.length + read.store.words.length).toBe(11);
    }
    rmSync(path);
  });
});

/** A token that is whole, whatever it holds. */
const sealed = (prefix: string, value: unknown): string => {
  const bytes = deflateSync(Buffer.from(JSON.stringify(value) ?? ''), { level: 9 });
  const sum = Buffer.from(sha256(bytes)).toString('hex').slice(0, 8);
  return `${prefix}.${Buffer.from(bytes).toString('base64url')}.${sum}`;
};

/** A call that waits, and a write that it waits for. */
const world = c.linked(
  [
    {
      id: 'guest',
      globals: [{ id: 'writer' }],
      memory: 2,
      functions: [
        c.fn(
          'read',
          [],
          c.ends('future<u8>', 'reader', 'writer'),
          c.read('future<u8>', 'reader', c.BLOCKED),
          c.newSet('set'),
          c.join('reader', 'set'),
          c.WAIT('set'),
        ),
        c.fn('on-event', ['event', 'p1', 'p2'], c.resolve(c.load(0)), c.EXIT),
        c.fn('write', [], c.write('future<u8>', 'writer', c.copied('completed'), { cell: 1 })),
      ],
      exports: [
        c.exported('read', { async: true, result: 'u32' }, c.callback('on-event')),
        c.exported('write', c.SYNC),
      ],
    },
  ],
  [c.invocation('guest', 'read'), c.invocation('guest', 'write')],
);
