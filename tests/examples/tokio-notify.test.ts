import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../model/context/parse.ts';
import type { GivenProtocols } from '../../model/context/protocol.ts';
import { desk, type Outcome } from '../cli/run.ts';
import { domainOf, perform } from '../support/context.ts';

const FOLDER = resolve(import.meta.dirname, '../../examples/tokio-notify');
const README = join(FOLDER, 'README.md');
const text = readFileSync(README, 'utf8');

interface Module {
  readonly default: { readonly protocols: GivenProtocols };
}
const load = async (module: string): Promise<Module['default']> =>
  ((await import(join(FOLDER, `${module}.mjs`))) as Module).default;

const home = desk();
cpSync(FOLDER, home.path, { recursive: true });
afterAll(() => home.clear());

const SCENARIOS = ['one-waiter', 'two-notifiers', 'select'] as const;

/** Each change, the scenario that is enough to show it, and the invariant that it breaks. */
const CHANGES = {
  'without-recheck': { shown: 'one-waiter', property: 'no-lost-wakeup' },
  'without-passing-on': { shown: 'select', property: 'no-lost-wakeup' },
  'without-reload': { shown: 'select', property: 'delivered-exactly-once' },
} as const;

/** A command, run once. */
const ran = new Map<string, Outcome>();
const run = (command: string): Outcome => {
  const outcome = ran.get(command) ?? home.heddle(...command.split(' ').slice(2));
  ran.set(command, outcome);
  return outcome;
};

const onScenario = (module: string, scenario: string): string =>
  `npx heddle check --runtime ${module}.mjs --scenario scenarios/${scenario}.json`;
const DRAWN = 'npx heddle check --runtime runtime.mjs';
const HELD = [...SCENARIOS.map((scenario) => onScenario('runtime', scenario)), DRAWN];

const block = (lines: readonly string[]): string => ['```', ...lines, '```'].join('\n');

/** The last paragraph of a check: what was explored, and how many invariants held. */
const closing = ({ out }: Outcome): string => out.trimEnd().split('\n\n').at(-1)!;

/** The first counterexample of a check, without the lines that name files and tokens. */
const story = ({ out }: Outcome): string =>
  out.slice(out.indexOf('FAIL'), out.indexOf('\n\n  Replay'));

const shownFor = (change: keyof typeof CHANGES): string =>
  `${onScenario(change, CHANGES[change].shown)} --property ${CHANGES[change].property}`;

const fresh = (name: string): string => {
  if (name === 'verdicts') {
    return block(
      HELD.flatMap((command, i) => [
        ...(i === 0 ? [] : ['']),
        `$ ${command}`,
        closing(run(command)),
      ]),
    );
  }
  const command = shownFor(name as keyof typeof CHANGES);
  return block([`$ ${command}`, '', story(run(command))]);
};

describe('the rules of Notify', () => {
  for (const command of HELD) {
    it(`hold: ${command}`, () => {
      expect(run(command)).toMatchObject({ code: 0, err: '' });
    });
  }

  it('are covered on every scenario of the folder', () => {
    for (const scenario of SCENARIOS) {
      expect(closing(run(onScenario('runtime', scenario)))).toContain('all of this scenario');
    }
  });

  it('do not hand over: a second notification coalesces with the first, as README.md admits', async () => {
    const file = readFileSync(join(FOLDER, 'scenarios/two-notifiers.json'), 'utf8');
    const machine = domainOf(await load('runtime')).machine(parseScenario(JSON.parse(file)));
    const asleep = ['t1', 't2'].flatMap((task) => [task, task, task, task]);
    const notified = ['s1', 's2'].flatMap((source) => [source, source, source]);
    const { events } = perform(machine, [...asleep, ...notified, 't1/w1', 't1', 't2', 't2', 't2']);
    const of = (kind: string) => events.filter((event) => event.kind === kind);
    expect(of('parked')).toHaveLength(3);
    expect(of('unparked')).toHaveLength(2);
    expect(of('delivered')).toHaveLength(1);
  });
});

describe('Notify without one of its precautions', () => {
  for (const [change, { shown, property }] of Object.entries(CHANGES)) {
    it(`${change} breaks ${property} on ${shown}`, () => {
      const { code, out } = run(`${onScenario(change, shown)} --property ${property}`);
      expect([code, out]).toEqual([1, expect.stringContaining(`FAIL  ${property} `)]);
    });

    it(`${change} changes one step`, async () => {
      const [right, wrong] = await Promise.all([load('runtime'), load(change)]);
      const steps = ({ protocols: { wait, signal } }: Module['default']) => [...wait, ...signal];
      const changed = steps(wrong).filter((step, i) => !isDeepStrictEqual(step, steps(right)[i]));
      expect(changed).toHaveLength(1);
      expect(steps(wrong)).toHaveLength(steps(right).length);
    });
  }
});

describe('examples/tokio-notify/README.md', () => {
  it('shows what the commands print (`npm run test:update` writes it anew)', async () => {
    const shown = text.replaceAll(
      /(<!-- generated: ([a-z-]+) -->\n)[^]*?(<!-- end -->)/g,
      (_, open: string, name: string, end: string) => `${open}${fresh(name)}\n${end}`,
    );
    await expect(shown).toMatchFileSnapshot(README);
  });

  it('links to what exists', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(join(FOLDER, link)))).toEqual([]);
    expect(links).toEqual(
      expect.arrayContaining(['runtime.mjs', ...Object.keys(CHANGES).map((id) => `${id}.mjs`)]),
    );
  });
});
