import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BUDGETS } from '../../api/budgets.ts';
import { check } from '../../api/check.ts';
import { outcomes } from '../../api/outcomes.ts';
import { prove, type ProveOptions } from '../../api/prove.ts';
import type { OpenBounds } from '../../explorers/open-shapes.ts';
import { strategies } from '../../explorers/strategies.ts';
import { CANONICAL_EVENT_KINDS } from '../../model/canonical/events.ts';
import { BEYOND } from '../../model/canonical/planted/beyond.ts';
import { canonicalPlantedBugs } from '../../model/canonical/planted/index.ts';
import { WAKE_SOURCES } from '../../model/canonical/profile.ts';
import { PROFILES } from '../../model/canonical/profiles/index.ts';
import { TRAP_REASONS } from '../../model/canonical/reasons.ts';
import { RULES } from '../../model/canonical/rules.ts';
import { scenarioSchema } from '../../model/canonical/schema.ts';
import { EVENT_KINDS } from '../../model/context/events.ts';
import { INSTRUCTIONS } from '../../model/context/protocol.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { SHAPES } from '../../model/runtimes/shapes.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { grouped } from '../../reports/text/layout.ts';
import { outcomesText } from '../../reports/text/outcomes.ts';
import { proofText } from '../../reports/text/proof.ts';
import { futureWrittenLater } from '../model/canonical/examples.ts';
import { PLAIN_BOUNDS } from '../support/bounds.ts';
import { bug, domainOf } from '../support/context.ts';
import { minima } from '../support/minima.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...titles), `|${'---|'.repeat(titles.length)}`, ...rows.map((cells) => row(...cells))].join(
    '\n',
  );
const code = (text: string): string => `\`${text}\``;
const list = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(', '));

/** The counterexample of a planted bug, without the lines that name files and tokens. */
const story = (id: string, seed: string): string => {
  const { runtime, property } = bug(id);
  const result = check(domainOf(runtime), { seed, properties: [property], until: property });
  return `\`\`\`\n${counterexampleText(result.properties[0]!.counterexample!)}\n\`\`\``;
};

/** A proof as the command line prints it, without the lines that name files and tokens. */
const proofOf = (
  runtime: unknown,
  bounds: Partial<OpenBounds>,
  more: Omit<ProveOptions, 'bounds'> = {},
): string => {
  const result = prove(domainOf(runtime), { ...more, bounds });
  const stories = result.properties.flatMap(({ counterexample }, i) =>
    counterexample === undefined || result.properties.slice(0, i).some((one) => one.counterexample)
      ? []
      : [counterexampleText(counterexample)],
  );
  const text = proofText(result, false, stories);
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  return `\`\`\`\n${text}\n\`\`\``;
};

/** What proofs of the reference cost, in counts. */
const costsOf = (bounds: readonly (readonly [string, Partial<OpenBounds>])[]): string =>
  table(
    ['bounds', 'instances', 'states', 'transitions'],
    bounds.map(([says, own]) => {
      const { proof, explored } = prove(domainOf(reference), { bounds: own });
      const counts = [proof!.instances, explored.states, explored.steps];
      return [says, ...counts.map(grouped)];
    }),
  );

/** The size of the smallest counterexample, with a mark where that is not proved. */
const smallest = (id: string): string => {
  const minimum = minima.find((each) => each.bug === id);
  if (minimum === undefined) return '–';
  return `${minimum.size.slice(0, 4).join(' ')}${minimum.proved ? '' : ' ?'}`;
};

/** JSON with short lists and objects on one line. */
const compact = (value: unknown, indent = ''): string => {
  const line = JSON.stringify(value, null, 1)
    .replaceAll(/\n */g, ' ')
    .replaceAll(/([[{]) | (?=[\]}])/g, '$1');
  if (typeof value !== 'object' || value === null || line.length + indent.length <= 96) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((each) => compact(each, inner))
    : Object.entries(value).map(([key, each]) => `"${key}": ${compact(each, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
};

/** The value of a rule of a profile. */
const ruleText = (value: unknown): string => {
  if (Array.isArray(value)) return list(value as readonly string[]);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${Array.isArray(each) ? each.join(' ') : String(each)}`)
    .join(', ');
};

const KINDS = {
  always: 'always',
  eventually: 'when nobody can move',
  sometimes: 'must be seen',
} as const;

/** What stands between `<!-- generated: name -->` and `<!-- end -->`, made from the code. */
const BLOCKS: Readonly<Record<string, () => string>> = {
  demo: () => story('article-fix', 'heddle'),
  counterexample: () => story('check-then-register', '1'),
  proof: () => proofOf(reference, { work: 2 }),
  fullproof: () =>
    proofOf(
      reference,
      { ...PLAIN_BOUNDS, waitables: 1, signals: 1 },
      { memory: 2 ** 17, properties: ['no-lost-wakeup', 'ready-runs'] },
    ),
  reductions: () =>
    table(
      ['two tasks, one operation each, one signal', 'states', 'transitions'],
      ['none', 'order', 'symmetry', 'frames', 'order,symmetry,frames'].map((words) => {
        const reduce = words === 'none' ? [] : words.split(',');
        const bounds = { ...PLAIN_BOUNDS, operations: 1, signals: 1, waitables: 1 };
        const { explored } = prove(domainOf(reference), { bounds, reduce });
        return [code(`--reduce ${words}`), grouped(explored.states), grouped(explored.steps)];
      }),
    ),
  disproof: () => proofOf(bug('silent-join').runtime, { work: 3 }),
  proofcosts: () =>
    costsOf([
      [code('--work 1'), { work: 1 }],
      [code('--work 2'), { work: 2 }],
      [code('--work 4 --tasks 1'), { work: 4, tasks: 1 }],
    ]),
  budgets: () =>
    table(
      ['`--budget`', 'runs', 'states'],
      Object.entries(BUDGETS).map(([id, { runs, states }]) => [
        code(id),
        grouped(runs),
        grouped(states),
      ]),
    ),
  invariants: () =>
    table(
      ['invariant', 'judged', 'says'],
      contextSuite.properties
        .filter(({ kind }) => kind !== 'sometimes')
        .map(({ id, kind, says }) => [code(id), KINDS[kind], says]),
    ),
  sometimes: () =>
    table(
      ['id', 'what must be seen'],
      contextSuite.properties
        .filter(({ kind }) => kind === 'sometimes')
        .map(({ id, says }) => [code(id), says]),
    ),
  instructions: () =>
    table(
      ['instruction', 'may stand in', 'what it does'],
      Object.entries(INSTRUCTIONS).map(([id, rule]) => [code(id), rule.in.join(', '), rule.says]),
    ),
  events: () =>
    table(
      ['kind', 'fields', 'seen by', 'what happened'],
      Object.entries(EVENT_KINDS).map(([id, { fields, seen, says }]) => [
        code(id),
        list(fields),
        seen,
        says,
      ]),
    ),
  strategies: () =>
    table(
      ['strategy', 'what it does'],
      strategies.map(({ id, says }) => [code(id), says]),
    ),
  planted: () =>
    table(
      ['bug', 'the rule that was changed', 'caught by', 'smallest', 'rows', 'source'],
      plantedBugs.map(({ id, says, property, rows, source }) => [
        code(id),
        says,
        code(property),
        smallest(id),
        list(rows),
        source,
      ]),
    ),
  canonicalscenario: () => `\`\`\`json\n${compact(futureWrittenLater)}\n\`\`\``,
  canonicaloutcomes: () =>
    `\`\`\`\n${outcomesText(outcomes(futureWrittenLater, PROFILES.specification), 'scenario.json')}\n\`\`\``,
  canonicaltraps: () =>
    table(
      ['reason', 'the check', 'in the words of engines'],
      Object.entries(TRAP_REASONS).map(([id, { rule, wording }]) => [
        code(id),
        code(rule),
        wording,
      ]),
    ),
  canonicalprofiles: () => {
    const profiles = Object.values(PROFILES);
    const rules = Object.keys(profiles[0]!).filter((key) => key !== 'id' && key !== 'says');
    return [
      table(
        ['profile', 'what it is'],
        profiles.map(({ id, says }) => [code(id), says]),
      ),
      table(
        ['rule', ...profiles.map(({ id }) => code(id))],
        rules.map((rule) => [
          code(rule),
          ...profiles.map((profile) => ruleText(profile[rule as keyof typeof profile])),
        ]),
      ),
    ].join('\n\n');
  },
  canonicalinvariants: () =>
    table(
      ['invariant', 'judged', 'says'],
      canonicalSuite.properties
        .filter(({ kind }) => kind !== 'sometimes')
        .map(({ id, kind, says }) => [code(id), KINDS[kind], says]),
    ),
  canonicalsometimes: () =>
    table(
      ['id', 'what must be seen'],
      canonicalSuite.properties.flatMap(({ id, kind, says }) =>
        kind === 'sometimes' ? [[code(id), says]] : [],
      ),
    ),
  canonicalrules: () =>
    table(
      ['rule', 'what it says'],
      Object.entries(RULES).map(([id, says]) => [code(id), says]),
    ),
  canonicalplanted: () =>
    table(
      ['bug', 'the rule that was changed', 'caught by', 'rows', 'source'],
      canonicalPlantedBugs.map(({ id, says, property, rows, source }) => [
        code(id),
        says,
        code(property),
        list(rows),
        source,
      ]),
    ),
  canonicalbeyond: () =>
    table(
      ['row', 'what it would take'],
      Object.entries(BEYOND).map(([row, lacks]) => [row, lacks]),
    ),
  canonicalwakes: () =>
    table(
      ['wake', 'where, and whom'],
      Object.entries(WAKE_SOURCES).map(([id, says]) => [code(id), says]),
    ),
  canonicalevents: () =>
    table(
      ['kind', 'fields', 'what happened'],
      Object.entries(CANONICAL_EVENT_KINDS).map(([id, { fields, says }]) => [
        code(id),
        list(fields),
        says,
      ]),
    ),
  shapes: () =>
    table(
      ['shape', 'what it does', 'planted as'],
      Object.entries(SHAPES).map(([id, says]) => [
        id,
        says,
        plantedBugs
          .filter(({ shape }) => shape === id)
          .map((planted) => code(planted.id))
          .join(', '),
      ]),
    ),
};

describe('what the documents take from the code', () => {
  for (const file of [
    'README.md',
    'docs/semantics.md',
    'docs/events.md',
    'docs/formats.md',
    'docs/runtimes.md',
    'docs/planted-bugs.md',
    'docs/proof.md',
    'docs/strategies.md',
    'docs/canonical-abi.md',
  ]) {
    it(`${file} is as the code says (\`npm run test:update\` writes it anew)`, async () => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const fresh = text.replaceAll(
        /(<!-- generated: ([a-z]+) -->\n)[^]*?(<!-- end -->)/g,
        (_, open: string, name: string, end: string) => `${open}${BLOCKS[name]!()}\n${end}`,
      );
      await expect(fresh).toMatchFileSnapshot(join(ROOT, file));
    });
  }
});

describe('the JSON Schema of scenarios of components', () => {
  it('is what scenarios are parsed by (`npm run test:update` writes it anew)', async () => {
    const schema = z.toJSONSchema(scenarioSchema, { io: 'input', reused: 'ref' });
    const text = `${JSON.stringify({ title: 'A scenario of the machine canonical-abi', ...schema }, null, 1)}\n`;
    await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/canonical-abi.schema.json'));
  });
});

describe('the documents', () => {
  const docs = [
    'README.md',
    ...readdirSync(join(ROOT, 'docs'))
      .toSorted()
      .map((name) => `docs/${name}`),
  ];

  it('link only to what exists', () => {
    const broken = docs.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map((match) => join(ROOT, file, '..', match[1]!))
        .filter((target) => !readableFile(target));
    });
    expect(broken).toEqual([]);
  });

  it('explain every row that a planted bug names', () => {
    const text = readFileSync(join(ROOT, 'docs/planted-bugs.md'), 'utf8');
    for (const { rows } of plantedBugs) for (const id of rows) expect(text).toContain(`| ${id} |`);
  });

  it('tell of every shape and every row of the wake-up bugs: planted, or what is missing', () => {
    const text = readFileSync(join(ROOT, 'docs/planted-bugs.md'), 'utf8');
    const [told = '', missing = ''] = text.split('## What the machine cannot say');
    const rowsOf = (part: string): readonly string[] =>
      [...part.matchAll(/^\| ([AB]\d\d) \|/gm)].map((match) => match[1]!);
    const planted = new Set<string>(plantedBugs.flatMap(({ rows }) => rows));
    expect(rowsOf(told)).toEqual([...planted].toSorted());
    expect(rowsOf(missing).filter((id) => planted.has(id))).toEqual([]);
    expect(new Set(plantedBugs.map(({ shape }) => shape))).toEqual(new Set(Object.keys(SHAPES)));
  });

  it('hold every section that a report cites', () => {
    const headings = new Set(
      docs.flatMap((file) =>
        [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(
          (match) => `${file}, ${match[1]}`,
        ),
      ),
    );
    for (const property of [...contextSuite.properties, ...canonicalSuite.properties]) {
      if (property.kind === 'sometimes') continue;
      const { rule } = property.tell({ reason: '', about: {} });
      expect(headings).toContain(rule);
    }
  });
});

const readableFile = (path: string): boolean => {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
};
