import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import type { Counterexample } from '../../model/counterexample.ts';
import { visible } from '../../model/visible.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import type { CorpusRecord } from '../../properties/corpus-result.ts';
import { annotations } from '../../reports/ci/annotations.ts';
import { junitXml } from '../../reports/ci/junit.ts';
import type { Pointers } from '../../reports/ci/pointers.ts';
import { sequenceDiagram } from '../../reports/ci/sequence-diagram.ts';
import { stepSummary } from '../../reports/ci/step-summary.ts';
import { corpusLine } from '../../reports/text/corpus.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { WIDTH } from '../../reports/text/layout.ts';
import { summaryText } from '../../reports/text/summary.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';

const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }], { signallers: signals('w1') });
const silent = bug('plain-wake').runtime;

const pointers: Pointers = {
  file: 'rules/mine.mjs',
  commands: ({ runtime, property }) => [
    `npx heddle replay heddle-out/${runtime.id}.${property}.json --runtime rules/mine.mjs`,
  ],
};

const violated = check(domainOf(silent), { seed: '1', scenario: one });
const record = violated.properties.find(
  ({ counterexample }) => counterexample !== undefined,
)!.counterexample!;

const RESULTS: Readonly<Record<string, CheckResult>> = {
  held: check(domainOf(reference), { seed: '1', scenario: one }),
  violated,
  inconclusive: check(domainOf(reference), {
    seed: '1',
    scenario: one,
    strategy: 'exhaustive',
    budget: { states: 5 },
  }),
  proof: check(domainOf(bug('plain-wake').runtime), {
    seed: '1',
    properties: ['no-lost-wakeup'],
    budget: { runs: 2 },
  }),
  corpus: {
    ...violated,
    corpus: {
      folder: 'corpus',
      others: 2,
      records: [
        kept('a', 'held'),
        { ...kept('b', 'violated'), counterexample: record },
        kept('c', 'inconclusive', 'the run goes on and on'),
        kept('d', 'not-judged', 'HD103 The scenario does not fit the runtime.'),
        kept('e', 'unreadable', 'HD407 `corpus/e.json` is not JSON.'),
      ],
    },
  },
};

/** The verdicts of those that are not called by them: of `proof`, sampling saw nothing and the proof after it did. */
const SAID: Readonly<Record<string, string>> = { corpus: 'violated', proof: 'violated' };

function kept(name: string, verdict: CorpusRecord['verdict'], note = ''): CorpusRecord {
  return { name, property: record.property, verdict, note };
}

describe('what a CI reads', () => {
  for (const [name, result] of Object.entries(RESULTS)) {
    it(`of a check that is ${name}`, async () => {
      expect(result.verdict).toBe(name in SAID ? SAID[name] : name);
      await expect(junitXml(result, pointers)).toMatchFileSnapshot(`../golden/junit-${name}.xml`);
      const lines = annotations(result, pointers).map((line) => `${line}\n`);
      await expect(lines.join('')).toMatchFileSnapshot(`../golden/annotations-${name}.txt`);
      await expect(stepSummary(result, pointers)).toMatchFileSnapshot(
        `../golden/step-summary-${name}.md`,
      );
    });
  }
});

describe('the text of a check', () => {
  it('keeps to the width whatever became of a corpus', () => {
    const text = `${corpusLine(RESULTS['corpus']!.corpus!)}\n${summaryText(RESULTS['corpus']!)}`;
    expect(text.split('\n').filter((line) => line.length > WIDTH)).toEqual([]);
    expect(text).toMatchSnapshot();
  });
});

const MARKS = ['%0A', '%25', '%3A', '#59;', '| ', ...'%:,;#\r\n"<>&|`]\u0000\u001B x'.split('')];

/** Anything that a name or a sentence could hold. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...MARKS), maxLength: 12 }),
);

/** The violated check, with the texts in it that are not ours replaced. */
const strange = fc
  .record({ id: text, sentence: text, file: text })
  .map(({ id, sentence, file }) => {
    const odd = {
      ...record,
      runtime: { ...record.runtime, id },
      explanation: { ...record.explanation, sentence },
    };
    const result: CheckResult = {
      ...violated,
      runtime: { ...violated.runtime, id },
      properties: violated.properties.map((property) =>
        property.counterexample === undefined ? property : { ...property, counterexample: odd },
      ),
    };
    return { id, sentence, file, result };
  });

interface ParsedCase {
  readonly name: string;
  readonly classname: string;
  readonly failure?: { readonly text: string; readonly message: string };
}

const parseXml = (xml: string): readonly ParsedCase[] => {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'text',
    trimValues: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const parsed = parser.parse(xml) as {
    testsuites: { testsuite: { testcase: ParsedCase[] }[] };
  };
  return parsed.testsuites.testsuite[0]!.testcase;
};

describe('the JUnit XML', () => {
  it('has a case for each invariant, and in a failure the report of the terminal', () => {
    const cases = parseXml(junitXml(violated, pointers));
    expect(cases.map(({ name }) => name)).toEqual(violated.properties.map(({ id }) => id));
    for (const [i, { counterexample }] of violated.properties.entries()) {
      expect(cases[i]!.failure?.text.trim()).toBe(
        counterexample === undefined
          ? undefined
          : counterexampleText(counterexample, { commands: pointers.commands(counterexample) }),
      );
    }
  });

  it('says nothing of time', () => {
    expect(junitXml(violated, pointers)).not.toMatch(/\btime(stamp)?=/);
  });

  it('is well-formed whatever it has to say, and holds only characters of XML', () => {
    fc.assert(
      fc.property(strange, ({ result }) => {
        const xml = junitXml(result, pointers);
        const cases = parseXml(xml);
        expect(cases).toHaveLength(violated.properties.length);
        for (const { failure } of cases) expect(failure?.message ?? '').not.toMatch(/[\r\n]/);
        expect(xml).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u);
      }),
    );
  });
});

/** A workflow command, read as the runner reads it. */
const parseCommand = (
  line: string,
): { kind: string; file: string; title: string; text: string } => {
  const match = /^::(error|warning) (?:file=([^,]*),)?title=([^,:]*)::(.*)$/.exec(line)!;
  const back = (value = ''): string =>
    value
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const [, kind = '', file, title, message] = match;
  return { kind, file: back(file), title: back(title), text: back(message) };
};

describe('the annotations', () => {
  it('are one error for each property that broke, be it in the search or in the corpus', () => {
    for (const [name, result] of Object.entries(RESULTS)) {
      const broken = result.properties.filter(({ verdict }) => verdict === 'violated');
      const errors = annotations(result, pointers)
        .map(parseCommand)
        .filter(({ kind, title }) => kind === 'error' && title.includes(' violated '));
      expect([name, errors.length]).toEqual([name, broken.length]);
    }
    const again: CheckResult = { ...RESULTS['corpus']!, properties: RESULTS['held']!.properties };
    expect(annotations(again, pointers).map(parseCommand)[0]).toMatchObject({
      kind: 'error',
      title: `heddle: ${record.property} violated (plain-wake)`,
      text: expect.stringContaining('Broken again, from the corpus: b'),
    });
  });

  it('come back whole from a reader, whatever they say', () => {
    fc.assert(
      fc.property(strange, ({ result, id, sentence, file }) => {
        for (const line of annotations(result, { ...pointers, file })) {
          expect(line).not.toMatch(/[\r\n]/);
          const told = parseCommand(line);
          expect(told.file).toBe(visible(file));
          expect(told.title).toContain(`(${visible(id)})`);
          expect(told.text.startsWith(visible(sentence))).toBe(true);
        }
      }),
    );
  });
});

/** What Mermaid's grammar of sequence diagrams allows us: nothing that ends a statement or begins another. */
const WORDS = String.raw`(?:[\w .,()'=+*/-]|#\d+;|<br/>)*`;
const LINE = new RegExp(
  `^  (?:participant p\\d+ as ${WORDS}|Note over p\\d+(?:,p\\d+)?: ${WORDS}|p\\d+->>p\\d+: ${WORDS})$`,
);
const decoded = (line: string): string =>
  line.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe('the sequence diagram', () => {
  it('has a lane an actor, a note a step, and an arrow where one wakes another', () => {
    const lines = sequenceDiagram(record).split('\n');
    expect(lines.filter((line) => line.includes('participant'))).toHaveLength(record.lanes.length);
    expect(lines.filter((line) => /: \d+ /.test(line))).toHaveLength(record.trace.length);
    expect(lines.some((line) => line.includes('->>'))).toBe(true);
  });

  it('says everything in words that Mermaid takes for words', () => {
    fc.assert(
      fc.property(text, text, (title, does) => {
        const odd: Counterexample = {
          ...record,
          lanes: record.lanes.map((lane) => ({ ...lane, title })),
          trace: record.trace.map((row) => ({
            ...row,
            does,
            changes: { [does]: { [title]: ['', does] } },
            events: [{ kind: does, by: record.lanes[0]!.id, task: record.lanes[1]!.id } as never],
          })),
        };
        const [head, ...lines] = sequenceDiagram(odd).split('\n');
        expect(head).toBe('sequenceDiagram');
        for (const line of lines) expect(line).toMatch(LINE);
        expect(decoded(lines[0]!)).toBe(
          `  participant p1 as ${visible(title).replaceAll(/\s+/g, ' ')}`,
        );
      }),
    );
  });

  it('leaves out the beginning of a run that is too long to be drawn', () => {
    const long = { ...record, trace: Array.from({ length: 400 }, () => record.trace[0]!) };
    const diagram = sequenceDiagram(long);
    expect(diagram).toContain('steps 1 to 300 are left out');
    expect(diagram.length).toBeLessThan(50_000);
  });
});

describe('the step summary', () => {
  it('draws three stories at most, and tells a story once', () => {
    const others = violated.properties.map((property, i) => ({
      ...property,
      verdict: 'violated' as const,
      counterexample: { ...record, schedule: [...record.schedule, String(i)] },
    }));
    const count = (result: CheckResult): number =>
      stepSummary(result, pointers).split('```mermaid').length - 1;
    expect(count({ ...violated, properties: others })).toBe(3);
    expect(count(violated)).toBe(1);
  });

  it('keeps its tables and lists whatever a name holds', () => {
    fc.assert(
      fc.property(strange, ({ result }) => {
        // A report that is quoted in a fence may hold anything.
        const outside = stepSummary(result, pointers).replaceAll(/^```[^]*?^```$/gm, '');
        const rows = outside.split('\n').filter((line) => line.startsWith('| '));
        for (const line of rows) expect(line.match(/(?<!\\)\|/g)).toHaveLength(4);
        expect(rows).toHaveLength(violated.properties.length + 2);
      }),
    );
  });
});
