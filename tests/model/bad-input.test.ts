import { describe, expect, it } from 'vitest';
import type { Frame } from '../../model/context/frames.ts';
import { compileRules } from '../../model/context/rules.ts';
import { parseRuntime, parseScenario } from '../../model/context/parse.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import { HeddleError } from '../../model/errors.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { scenario } from '../support/context.ts';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HeddleError);
    return (error as HeddleError).message;
  }
  throw new Error('it was accepted');
};

const good = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }]);
const withBody = (body: unknown): unknown => ({ ...good, tasks: [{ ...good.tasks[0], body }] });
const host = (body: unknown): unknown => ({ op: 'call', frame: 'host', fibre: true, body });

describe('a scenario that makes no sense', () => {
  const cases: Readonly<Record<string, unknown>> = {
    'is not an object': 'wait',
    'is of another format': { ...good, format: 2 },
    'has an unknown operation': withBody([{ op: 'sleep' }]),
    'has a field too many': { ...good, clock: 1 },
    'has no task': { ...good, tasks: [] },
    'has an id that is no name': { ...good, waitables: ['w1', 'w2', '2w'] },
    'names a set that does not exist': withBody([{ op: 'wait', set: 'ws2' }]),
    'names a waitable that does not exist': withBody([{ op: 'signal', waitable: 'w9' }]),
    'names an executor that does not exist': {
      ...good,
      tasks: [{ ...good.tasks[0], executor: 'e7' }],
    },
    'signals what does not exist': { ...good, signallers: [{ id: 's1', signals: ['ws1'] }] },
    'uses an id twice': { ...good, waitables: ['w1', 'w2', 't1'] },
    'has a waitable in two sets': {
      ...good,
      sets: [
        { id: 'ws1', members: ['w1'] },
        { id: 'ws2', members: ['w1'] },
      ],
    },
    'has a member that does not exist': { ...good, sets: [{ id: 'ws1', members: ['w9'] }] },
    'uses the id of a waitable for a set': { ...good, sets: [{ id: 'w1', members: [] }] },
    'has a base frame that is host code': { ...good, tasks: [{ ...good.tasks[0], frame: 'host' }] },
    'has a host frame without a fibre': withBody([{ op: 'call', frame: 'host', body: [] }]),
    'has a guest frame with a fibre': withBody([
      { op: 'call', frame: 'guest', fibre: true, body: [] },
    ]),
    'waits in host code': withBody([host([{ op: 'wait', set: 'ws1' }])]),
    'is nested beyond reading': withBody(
      Array.from({ length: 3_000 }).reduce<unknown[]>(
        (body) => [{ op: 'call', frame: 'guest', body }],
        [],
      ),
    ),
    'nests without end': withBody(
      Array.from({ length: 70 }).reduce<unknown[]>(
        (body) => [{ op: 'call', frame: 'guest', body }],
        [],
      ),
    ),
  };

  for (const [name, value] of Object.entries(cases)) {
    it(name, () => {
      expect(messageOf(() => parseScenario(value))).toMatchSnapshot();
    });
  }
});

describe('a scenario that makes sense', () => {
  const nested = (depth: number): unknown =>
    withBody(
      Array.from({ length: depth }).reduce<unknown[]>(
        (body) => [{ op: 'call', frame: 'guest', body }],
        [],
      ),
    );

  it('nests up to 64 bodies deep', () => {
    expect(() => parseScenario(nested(63))).not.toThrow();
    expect(messageOf(() => parseScenario(nested(64)))).toContain('deeper than 64');
  });
});

const withWait = (wait: unknown): unknown => ({
  ...reference,
  protocols: { ...reference.protocols, wait },
});

describe('a runtime that cannot be run', () => {
  const cases: Readonly<Record<string, unknown>> = {
    'is not an object': undefined,
    'lacks a protocol': { ...reference, protocols: { wait: reference.protocols.wait } },
    'has no guard': { ...reference, guard: 'go' },
    'has an unknown instruction': withWait([{ label: 'sleep', do: ['snooze'] }]),
    'has no steps': withWait([]),
    'has two steps of one name': withWait([
      { label: 'a', do: ['register'] },
      { label: 'a', do: ['done'] },
    ]),
    'goes to a step that does not exist': withWait([
      { label: 'check', do: ['register'], next: 'chek' },
    ]),
    'uses an instruction in the wrong place': withWait([{ label: 'a', do: ['mark'] }]),
    'uses an instruction in the wrong place, inside another': withWait([
      { label: 'a', do: [{ check: ['mark'] }] },
    ]),
    'goes on after a requeue': {
      ...reference,
      protocols: { ...reference.protocols, yield: [{ label: 'a', do: ['requeue', 'done'] }] },
    },
    'goes on after a park': withWait([{ label: 'a', do: ['park', 'register'] }]),
    'parks in an arm and goes on': withWait([
      { label: 'a', do: [{ check: ['park'] }, 'deregister'], next: 'b' },
      { label: 'b', do: ['done'] },
    ]),
    'branches where there is nothing to branch on': withWait([
      { label: 'a', do: [{ branch: 'event', do: ['done'] }] },
    ]),
    'does more than clean up before a trap': withWait([
      { label: 'a', do: [{ guard: ['deliver'] }] },
    ]),
    'parks and has no step for the woken': withWait([{ label: 'a', do: ['register', 'park'] }]),
    'never ends': withWait([
      { label: 'a', do: ['register'], next: 'b' },
      { label: 'b', do: ['deregister'], next: 'a' },
    ]),
    'has a getter that throws': {
      ...reference,
      get guard(): never {
        throw new TypeError('not yet');
      },
    },
    'remembers a cycle': (() => {
      const initial: Record<string, unknown> = {};
      initial['self'] = initial;
      return { ...reference, bookkeeping: { ...reference.bookkeeping, initial } };
    })(),
    'has one switch hook': {
      ...reference,
      bookkeeping: { ...reference.bookkeeping, per: 'store', 'switch-out': () => null },
    },
    'has switch hooks per task': {
      ...reference,
      bookkeeping: { ...reference.bookkeeping, 'switch-out': () => null, 'switch-in': () => [] },
    },
  };

  for (const [name, value] of Object.entries(cases)) {
    it(name, () => {
      expect(messageOf(() => parseRuntime(value))).toMatchSnapshot();
    });
  }
});

describe('a runtime that can be run', () => {
  it('may have a step without an end, if nothing leads to it', () => {
    const wait = [
      { label: 'a', do: ['done'] },
      { label: 'b', do: ['register'], next: 'b' },
    ];
    expect(() => parseRuntime(withWait(wait))).not.toThrow();
  });
});

describe('a hook that misbehaves', () => {
  const ignore = (): void => undefined;
  let calls = 0;
  const guards: Readonly<Record<string, () => unknown>> = {
    throws: () => {
      throw new TypeError('stack is not iterable');
    },
    'throws what is no error': () => {
      // oxlint-disable-next-line only-throw-error -- a user may
      throw 'no';
    },
    'returns nonsense': () => 'maybe',
    'returns nothing': () => undefined,
    'returns a promise': () => Promise.resolve('go'),
    'answers differently the second time': () => ((calls += 1) % 2 === 0 ? 'go' : 'return'),
  };

  for (const [name, guard] of Object.entries(guards)) {
    it(name, () => {
      const watch = { enter: ignore, leave: ignore, place: () => 'the-test.ts:1:2' };
      const rules = compileRules({ ...reference, guard } as Runtime, watch);
      const seen = { members: true, waiters: false, event: false, inside: false };
      expect(messageOf(() => rules.guard('[]', 'wait', seen))).toMatchSnapshot();
    });
  }

  it('returns bookkeeping that is not plain JSON', () => {
    const bookkeeping = { ...reference.bookkeeping, enter: () => new Map() };
    const rules = compileRules({ ...reference, bookkeeping } as unknown as Runtime);
    expect(messageOf(() => rules.enter('[]', { kind: 'host', fibre: true }))).toMatchSnapshot();
  });

  it('returns an array with a hole', () => {
    const bookkeeping = {
      ...reference.bookkeeping,
      enter: () => Array(1),
    };
    const rules = compileRules({ ...reference, bookkeeping });
    expect(() => rules.enter('[]', { kind: 'guest' })).toThrow('HD211');
  });

  it('reads fields that there are not: an error wherever it reads them, and none for what there is', () => {
    const seen = { members: true, waiters: false, event: true, inside: false };
    const asked = (read: (seen: Record<string, unknown>) => unknown): (() => unknown) => {
      const guard = (_: unknown, __: unknown, given: Record<string, unknown>): string =>
        read(given) === true ? 'go' : 'return';
      const rules = compileRules({ ...reference, guard } as unknown as Runtime);
      return () => rules.guard('[]', 'wait', seen);
    };
    for (const read of [
      (given: Record<string, unknown>) => given['evnt'],
      ({ waiter }: Record<string, unknown>) => waiter,
      (given: Record<string, unknown>) => {
        try {
          return given['has-event'];
        } catch {
          return false;
        }
      },
    ]) {
      expect(asked(read)).toThrow(/^HD216 `guard`[^]*is no field[^]*bad-input\.test\.ts:\d+:\d+/);
    }
    for (const read of [
      (given: Record<string, unknown>) => ({ ...given })['event'],
      (given: Record<string, unknown>) =>
        JSON.stringify(given) === JSON.stringify(seen) && Object.keys(given).length === 4,
      (given: Record<string, unknown>) => Object.hasOwn(given, 'event') && !('evnt' in given),
    ]) {
      expect(asked(read)()).toBe('go');
    }
    // A frame of another kind has no fibre, and may be asked for one.
    const bookkeeping = {
      ...reference.bookkeeping,
      enter: (_: unknown, frame: Frame) => [frame.fibre === true ? { ...frame } : frame],
    };
    const rules = compileRules({ ...reference, bookkeeping });
    expect(rules.enter('[]', { kind: 'guest' })).toBe('[{"kind":"guest"}]');
  });

  it('returns more than a search can keep', () => {
    const twice = (value: readonly unknown[]): readonly unknown[] => [value, value];
    const doubled = Array.from({ length: 60 }).reduce<readonly unknown[]>(twice, []);
    const guard = (): unknown => doubled;
    const rules = compileRules({ ...reference, guard } as unknown as Runtime);
    const seen = { members: true, waiters: false, event: false, inside: false };
    expect(() => rules.guard('[]', 'wait', seen)).toThrow(/^HD211[^]*more than 10000 values/);
  });

  it('cannot change what is remembered through its argument', () => {
    const bookkeeping = {
      ...reference.bookkeeping,
      enter: (stack: unknown[], frame: unknown) => {
        stack.push(frame);
        return stack;
      },
    };
    const rules = compileRules({ ...reference, bookkeeping } as unknown as Runtime);
    expect(rules.enter('[]', { kind: 'guest' })).toBe('[{"kind":"guest"}]');
  });
});
