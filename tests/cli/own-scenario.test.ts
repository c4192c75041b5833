import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desk, transcript } from './run.ts';

const home = desk();
afterAll(() => home.clear());

const frames = {
  op: 'call',
  frame: 'host',
  fibre: false,
  body: [{ op: 'call', frame: 'sync-callback', body: [{ op: 'wait', set: 'mine' }] }],
};

/** A scenario whose frames and names mean something to its author, and which one planted bug fails. */
const nested = {
  format: 1,
  machine: 'async-context',
  executors: ['loop'],
  waitables: ['reply'],
  sets: [{ id: 'mine', members: ['reply'] }],
  tasks: [
    { id: 'waiter', executor: 'loop', frame: 'guest', body: [{ op: 'poll', set: 'mine' }, frames] },
    {
      id: 'sender',
      executor: 'loop',
      frame: 'guest',
      body: [{ op: 'signal', waitable: 'reply' }],
    },
  ],
  signallers: [],
};

const component = {
  format: 1,
  machine: 'canonical-abi',
  components: [
    {
      id: 'guest',
      functions: [{ id: 'run', body: [{ op: 'return' }] }],
      exports: [{ id: 'run', function: 'run', type: {} }],
    },
  ],
  instances: [{ id: 'a', component: 'guest' }],
  invocations: [{ id: 'h1', instance: 'a', export: 'run' }],
};

const RECORD = 'heddle-out/guard-removed.park-only-where-suspendable.json';
const WORDS = ['--runtime', 'guard-removed', '--property', 'park-only-where-suspendable'];

interface Recorded {
  readonly scenario: { readonly tasks: unknown; readonly sets: readonly unknown[] };
}

const recorded = (): Recorded['scenario'] => (JSON.parse(home.read(RECORD)) as Recorded).scenario;

beforeAll(() => {
  home.write('nested.json', JSON.stringify(nested));
  home.write('component.json', JSON.stringify(component));
  home.heddle('check', 'nested.json', ...WORDS);
  home.write('record.json', home.read(RECORD));
});

describe("one's own scenario", () => {
  it('keeps its frames and names while its failure gets smaller', () => {
    const { code, out } = home.heddle('check', 'nested.json', ...WORDS);
    expect([code, out]).toEqual([1, expect.stringContaining('scenario nested.json')]);
    expect(out).not.toContain('your own scenario');
    expect(recorded()).toEqual({ ...nested, tasks: [{ ...nested.tasks[0], body: [frames] }] });
  });

  it('is left as it is, or made as small as can be, where that is asked for', () => {
    home.heddle('check', 'nested.json', ...WORDS, '--shrink', 'none');
    expect(recorded()).toEqual(nested);
    home.heddle('check', 'nested.json', ...WORDS, '--shrink', 'all');
    expect(recorded()).toMatchObject({ tasks: [{ id: 't1', frame: 'sync-guest' }] });
  });

  it('says which machine it is of', () => {
    const { code, out } = home.heddle('check', 'component.json');
    expect([code, out]).toEqual([0, expect.stringMatching(/^heddle \S+ +canonical-abi/)]);
  });

  it('is offered where a drawn one fails', () => {
    const { out } = home.heddle('check', '--runtime', 'stale-guard', '--runs', '100');
    expect(out.replaceAll('\n', ' ')).toContain(
      'run `npx heddle check my-scenario.json --runtime stale-guard`',
    );
  });

  for (const words of [
    ['record.json'],
    ['hd1.abc'],
    ['rules.mjs'],
    ['nested.json', '--scenario', 'nested.json'],
    ['nested.json', '--planted'],
    ['nested.json', '--shrink', 'more'],
  ]) {
    it(`is not what \`check ${words.join(' ')}\` names`, () => {
      const outcome = home.heddle('check', ...words);
      expect(transcript(['check', ...words], outcome)).toMatchSnapshot();
      expect(outcome.code).toBe(2);
    });
  }
});
