import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HIDDEN, HOSTILE, hostile } from '../support/hostile.ts';
import { desk, oneWait, type Outcome } from './run.ts';

const home = desk();
afterAll(() => home.clear());

let record: Record<string, unknown>;
beforeAll(() => {
  home.write('s.json', JSON.stringify(oneWait));
  const words = ['--runtime', 'plain-wake', '--property', 'no-lost-wakeup', '--scenario', 's.json'];
  home.heddle('check', ...words);
  const file = 'heddle-out/plain-wake.no-lost-wakeup.json';
  record = { ...(JSON.parse(home.read(file)) as Record<string, unknown>) };
});

const outside = (): readonly string[] =>
  readdirSync(join(home.path, '..')).filter((name) => name.startsWith('x.'));

describe('a record of others', () => {
  const runtime = { id: 'unheard-of', says: '', digest: '0' };
  const edits: Readonly<Record<string, Record<string, unknown>>> = {
    'has a path for its property': { runtime, property: '../../x' },
    'has a path for its runtime': { runtime: { ...runtime, id: '../../x' } },
    'has a property that nothing has': { runtime, property: 'no-such-thing' },
    'has a scenario that is none': { runtime, scenario: { format: 1 } },
  };
  const codes = {
    'has a property that nothing has': 'HD402',
    'has a scenario that is none': 'HD101',
  };

  for (const [name, edit] of Object.entries(edits)) {
    it(`is not kept where it ${name}`, () => {
      home.write('edited.json', JSON.stringify({ ...record, ...edit }));
      const code = (codes as Record<string, string>)[name] ?? 'HD302';
      for (const words of [
        ['corpus', 'add', 'edited.json'],
        ['replay', 'edited.json'],
      ]) {
        if (words[0] === 'replay' && code !== 'HD302') continue;
        const { code: exit, err } = home.heddle(...words);
        expect([exit, err]).toEqual([2, expect.stringMatching(`^${code} `)]);
      }
      expect(existsSync(join(home.path, 'corpus'))).toBe(false);
      expect(outside()).toEqual([]);
    });
  }

  it('is kept where its runtime alone is unknown', () => {
    home.write('edited.json', JSON.stringify({ ...record, runtime }));
    expect(home.heddle('corpus', 'add', 'edited.json')).toMatchObject({ code: 0 });
    expect(readdirSync(join(home.path, 'corpus'))).toEqual([
      expect.stringMatching(/^no-lost-wakeup\.[0-9a-f]{12}\.json$/),
    ]);
  });
});

describe('what cannot be seen in input', () => {
  const seen = ({ out, err }: Outcome): string => {
    expect(HIDDEN.exec(out + err)).toBeNull();
    expect(out + err).not.toMatch(/^\s*::|##\w*\[/m);
    return out + err;
  };
  const file = (name: string, value: unknown): string => {
    home.write(name, JSON.stringify(value));
    return name;
  };

  it('is escaped where a record has it', () => {
    const provenance = hostile(record['provenance']) as object;
    const keys = new Set(['format', 'kind', 'machine', 'schedule', 'scenario', 'end', 'checked']);
    const edited = Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, keys.has(key) ? value : hostile(value)]),
    );
    const odd = { ...edited, runtime: record['runtime'], property: record['property'] };
    Object.assign(odd, { provenance: { ...provenance, strategy: HOSTILE } });
    file('odd/a.json', odd);
    file(`odd/b ${HOSTILE.replaceAll('/', '')}.json`, { format: 1 });
    file('step.json', { ...record, schedule: [HOSTILE] });
    file('machine.json', { ...record, machine: HOSTILE });
    file('runtime.json', { ...record, runtime: { id: 'mine', says: HOSTILE, digest: HOSTILE } });
    file('property.json', { ...record, property: HOSTILE });
    file('field.json', { ...record, [HOSTILE]: 1 });
    file('lane.json', { ...record, trace: [{ [HOSTILE]: 1 }] });
    const said = [
      ['corpus', 'list', '--corpus', 'odd'],
      ['corpus', 'list', '--corpus', 'odd', '--json'],
      ['corpus', 'check', '--corpus', 'odd', '--runtime', 'reference'],
      ['replay', 'odd/a.json', '--verbose'],
      ['replay', 'odd/a.json', '--json'],
      ...['step', 'machine', 'runtime', 'property', 'field', 'lane'].map((n) => [
        'replay',
        `${n}.json`,
      ]),
      ['corpus', 'add', 'machine.json'],
    ].map((words) => seen(home.heddle(...words)));
    expect(said[0]).toContain(String.raw`\x1b[2J\n`);
    expect(said[3]).toContain(String.raw`\x1b[2J\n`);
  });

  it('is escaped where a scenario has it', () => {
    const task = oneWait.tasks[0]!;
    const scenarios = [
      { ...oneWait, executors: [HOSTILE] },
      { ...oneWait, [HOSTILE]: 1 },
      { ...oneWait, tasks: [{ ...task, frame: HOSTILE }] },
      { ...oneWait, tasks: [{ ...task, body: [{ op: HOSTILE }] }] },
      { ...oneWait, tasks: [{ ...task, body: [{ op: 'wait', set: HOSTILE }] }] },
    ];
    for (const each of scenarios) {
      for (const words of [['check', '--scenario'], ['outcomes']]) {
        expect(seen(home.heddle(...words, file('s.json', each)))).toMatch(/^HD10/);
      }
    }
  });

  it('is escaped where a module has it or throws it', () => {
    const module = (change: string): string =>
      `import right from './right.mjs';\nconst odd = ${JSON.stringify(HOSTILE)};\n${change}\n`;
    home.heddle('init', 'right.mjs');
    const modules = [
      'throw new Error(odd);',
      'throw odd;',
      'export const { [odd]: x = 1 } = {};',
      'export default { ...right, guard: () => { throw new Error(odd); } };',
      'export default { ...right, guard: () => odd };',
      'export default { ...right, id: odd };',
      'export default { ...right, queue: odd };',
      'export default { ...right, [odd]: 1 };',
    ];
    for (const change of modules) {
      home.write('odd.mjs', module(change));
      expect(seen(home.heddle('check', '--runtime', 'odd.mjs', '--runs', '500'))).toMatch(/^HD2/m);
    }
    home.write('odd.mjs', module('export default { ...right, says: odd };'));
    const words = ['--runtime', 'odd.mjs', '--runs', '50', '--states', '10'];
    expect(seen(home.heddle('check', ...words, '--json'))).toContain(String.raw`\u001b`);
  });

  it('is escaped where a command line has it', () => {
    const odd = HOSTILE.replace('\uD800', '');
    const lines = [
      [odd],
      ['check', odd],
      ['check', `--${odd}`],
      ['check', '--runtime', odd],
      ['check', '--seed', odd],
      ['check', '--runs', odd],
      ['check', '--property', odd],
      ['check', '--scenario', odd],
      ['check', '--corpus', odd],
      ['replay', odd],
      ['replay', `hd1.${odd}`],
      ['explain', odd, '--schedule', odd],
      ['prove', '--vocabulary', odd],
      ['list', odd],
    ];
    for (const words of lines) expect(seen(home.heddle(...words))).toMatch(/^HD4|^HD3/);
  });
});

describe('a file that is too much', () => {
  it('is refused in few words', () => {
    home.write('large.json', ' '.repeat(33 * 2 ** 20));
    home.write('deep.json', '{"a":'.repeat(6_000_000));
    home.write('many.json', `[${'0,'.repeat(1_000_000)}0]`);
    const files = {
      'large.json': 'larger than 32 MiB',
      'deep.json': 'deeper',
      'many.json': '1000000 values',
    };
    for (const [file, reason] of Object.entries(files)) {
      for (const words of [
        ['check', '--scenario', file],
        ['replay', file],
        ['outcomes', file],
      ]) {
        const { code, err } = home.heddle(...words);
        expect([code, err]).toEqual([2, expect.stringMatching(`^HD407 [^]*${reason}`)]);
      }
    }
  });

  it('is refused where it has no end', () => {
    expect(home.heddle('replay', '/dev/zero').err).toContain('larger than 32 MiB');
  });
});
