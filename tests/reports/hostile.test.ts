import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { audit } from '../../api/audit.ts';
import { check } from '../../api/check.ts';
import { outcomes } from '../../api/outcomes.ts';
import { prove } from '../../api/prove.ts';
import * as c from '../../model/canonical/builder/index.ts';
import { CANONICAL_EVENT_KINDS } from '../../model/canonical/events.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { HeddleError } from '../../model/errors.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { visible, visibleJson, visibleLines } from '../../model/visible.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import type { CorpusRecord } from '../../properties/corpus-result.ts';
import { annotations } from '../../reports/ci/annotations.ts';
import { junitXml } from '../../reports/ci/junit.ts';
import type { Pointers } from '../../reports/ci/pointers.ts';
import { sequenceDiagram } from '../../reports/ci/sequence-diagram.ts';
import { stepSummary } from '../../reports/ci/step-summary.ts';
import { auditText } from '../../reports/text/audit.ts';
import {
  corpusHeading,
  corpusLine,
  corpusListText,
  corpusText,
} from '../../reports/text/corpus.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { explainedText } from '../../reports/text/explained.ts';
import { interleaving } from '../../reports/text/interleaving.ts';
import { outcomesText } from '../../reports/text/outcomes.ts';
import { proofText } from '../../reports/text/proof.ts';
import { replayCommand } from '../../reports/text/replay-command.ts';
import { stepsText } from '../../reports/text/steps.ts';
import { headingText, summaryText } from '../../reports/text/summary.ts';
import { waitsText } from '../../reports/text/waits.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';
import { HIDDEN, HOSTILE, hostile } from '../support/hostile.ts';

const ROOT = resolve(import.meta.dirname, '../../reports');

const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });
const violated = check(domainOf(bug('plain-wake').runtime), { seed: '1', scenario: one });
const record = violated.properties.find(({ counterexample }) => counterexample)!.counterexample!;
const open = check(domainOf(reference), { seed: '1', budget: { runs: 20 }, coverage: true });

const kept = (verdict: CorpusRecord['verdict']): CorpusRecord => ({
  name: 'a',
  property: 'no-lost-wakeup',
  verdict,
  note: 'why',
});
const corpus = {
  others: 0,
  folder: 'corpus',
  records: [{ ...kept('violated'), counterexample: record }, kept('unreadable'), kept('held')],
};

const result = hostile<CheckResult>({ ...violated, corpus });
const doubtful = hostile<CheckResult>(open);
const bounds = { tasks: 1, signals: 1, operations: 1, waitables: 1 };
const proof = hostile(prove(domainOf(bug('plain-wake').runtime), { bounds }));
const bad = hostile(record);
const commands = [replayCommand(HOSTILE, HOSTILE)];
const pointers: Pointers = { file: HOSTILE, commands: () => commands };
/** A call that ends: what it is told by is the same, whatever it does. */
const told = hostile(
  outcomes(
    c.linked(
      [
        {
          id: 'guest',
          functions: [c.fn('run', [], c.give(1))],
          exports: [c.exported('run', { ...c.SYNC, result: 'u32' })],
        },
      ],
      [c.invocation('guest', 'run')],
    ),
    PROFILES.specification,
  ),
);

/** What each file of reports says of it. */
const TEXTS: Readonly<Record<string, () => readonly string[]>> = {
  'ci/annotations.ts': () => [result, doubtful].flatMap((each) => annotations(each, pointers)),
  'ci/junit.ts': () => [result, doubtful].map((each) => junitXml(each, pointers)),
  'ci/sequence-diagram.ts': () => [sequenceDiagram(bad)],
  'ci/step-summary.ts': () => [result, doubtful].map((each) => stepSummary(each, pointers)),
  'text/audit.ts': () => [auditText(hostile(audit(domainOf(reference), { every: 2_000 })))],
  'text/corpus.ts': () => [
    corpusLine(result.corpus!),
    corpusText(result.corpus!),
    corpusHeading(result.runtime, result.corpus!),
    corpusListText(HOSTILE, [{ name: HOSTILE, record: bad }]),
  ],
  'text/counterexample.ts': () => [counterexampleText(bad, { commands })],
  'text/explained.ts': () => [explainedText(bad, CANONICAL_EVENT_KINDS, true)],
  'text/interleaving.ts': () => interleaving(bad),
  'text/outcomes.ts': () => [outcomesText(told, HOSTILE)],
  'text/proof.ts': () => [proofText(proof, true, [])],
  'text/replay-command.ts': () => commands,
  'text/steps.ts': () => [stepsText(bad)],
  'text/summary.ts': () => [
    headingText({ ...result, rules: HOSTILE, scenario: HOSTILE }),
    summaryText(result),
    summaryText(doubtful),
  ],
  'text/waits.ts': () => [waitsText(doubtful.explored.waits!)],
};

/** Parts of the others, and what tells only of what Heddle brings. */
const OTHERS = [
  'ci/findings.ts',
  'ci/pointers.ts',
  'text/bounds.ts',
  'text/layout.ts',
  'text/measured.ts',
  'text/minimum.ts',
  'text/outgoing.ts',
  'text/planted.ts',
];

describe('what cannot be seen in the text of input', () => {
  it('is looked for in every report', () => {
    const files = ['ci', 'text'].flatMap((room) =>
      readdirSync(join(ROOT, room)).map((name) => `${room}/${name}`),
    );
    expect([...Object.keys(TEXTS), ...OTHERS].toSorted()).toEqual(files.toSorted());
  });

  for (const [file, texts] of Object.entries(TEXTS)) {
    it(`is escaped by ${file}`, () => {
      for (const text of texts()) {
        expect(HIDDEN.exec(text)).toBeNull();
        if (file === 'ci/annotations.ts') expect(text).toMatch(/^::(error|warning) [^\n]*$/);
        else expect(text).not.toMatch(/^::error::x/m);
        if (file === 'ci/junit.ts') expect(XMLValidator.validate(text)).toBe(true);
      }
    });
  }

  it('is escaped in every error', () => {
    const { message, evidence } = new HeddleError('HD900', HOSTILE, [HOSTILE, 'x'], HOSTILE);
    expect(HIDDEN.exec(message)).toBeNull();
    expect(message.split('\n')).toHaveLength(4);
    expect(evidence).toEqual([expect.stringContaining('\\n::error::x'), 'x']);
  });

  it('is escaped in JSON, which says the same', () => {
    const text = visibleJson(bad);
    expect(HIDDEN.exec(text)).toBeNull();
    expect(JSON.parse(text)).toEqual(bad);
  });

  it('is written as a shell reads it where a command is pasted', () => {
    const odd = `it's a \\ ${HOSTILE}.mjs`.replace('\uD800', '');
    const line = replayCommand('heddle-out/$(x).json', odd).replace('npx heddle', 'printf "%s\\n"');
    const { stdout } = spawnSync('bash', ['-c', line], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(stdout).toBe(`replay\nheddle-out/$(x).json\n--runtime\n${odd}\n`);
  });
});

describe('the escapes', () => {
  it('leave what can be seen, whatever it is', () => {
    const plain = 'plain \\x1b “quotes” \u00A0 ü 漢字 👍 e\u0301';
    expect(visible(plain)).toBe(plain);
  });

  it('stay as they are when they are escaped again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = visible(text);
        expect(HIDDEN.exec(once)).toBeNull();
        expect(visible(once)).toBe(once);
        expect(JSON.parse(visibleJson(text))).toBe(text);
        expect(visibleLines(text).split('\n').map(visible).join('\n')).toBe(visibleLines(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
