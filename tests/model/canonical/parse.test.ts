import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../model/canonical/parse.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import { cancelOfParked, futureWrittenLater, syncTypedBlocks } from './examples.ts';

const refusal = (scenario: unknown): string => {
  try {
    parseScenario(scenario);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

const withBody = (body: readonly object[]): unknown => ({
  ...syncTypedBlocks,
  components: syncTypedBlocks.components.map((each) => ({
    ...each,
    functions: [{ id: 'wait', body }],
  })),
});

const changed = (change: Partial<Scenario>): unknown => ({ ...cancelOfParked, ...change });

describe('parsing a scenario', () => {
  it('takes what the examples say, as it is', () => {
    for (const scenario of [cancelOfParked, futureWrittenLater, syncTypedBlocks]) {
      expect(parseScenario(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
    }
  });

  it('names the place and the rule', () => {
    const place = 'components[0].functions[0].body[0]';
    expect(refusal(withBody([{ op: 'waitable-set.wayt', set: 1 }]))).toContain(`${place}.op`);
    expect(refusal(withBody([{ op: 'break' }]))).toContain(
      `at \`${place}\`: a \`break\` stands in a loop`,
    );
    expect(refusal(withBody([{ op: 'call', import: 'f' }]))).toContain('there is no import `f`');
    expect(
      refusal(withBody([{ op: 'stream.new', type: 'stream<s8>', readable: 'r', writable: 'w' }])),
    ).toContain('an element is unit');
    expect(refusal(changed({ instances: [] }))).toContain('there is no instance `caller`');
    const [callee, caller] = cancelOfParked.instances;
    expect(refusal(changed({ instances: [callee!, { ...caller!, imports: {} }] }))).toContain(
      'at `instances[1].imports`: the import `f` is not linked',
    );
    expect(
      refusal(
        changed({
          invocations: [{ id: 'run', instance: 'caller', export: 'ran' }],
        }),
      ),
    ).toContain('there is no export `ran`; did you mean `run`?');
  });

  it('knows which lifts and lowerings there are', () => {
    const [callee, caller] = cancelOfParked.components;
    const sync = { ...callee!, exports: [{ ...callee!.exports![0]!, type: {} }] };
    expect(refusal(changed({ components: [sync, caller!] }))).toContain(
      'a `callback` lift needs an async type',
    );
    const lowered = { ...caller!, imports: [{ id: 'f', type: {} }] };
    expect(refusal(changed({ components: [callee!, lowered] }))).toContain(
      'only a function of an async type is lowered async',
    );
  });
});
