import { describe, expect, it } from 'vitest';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf } from '../support/context.ts';

const digest = (runtime: unknown): string => domainOf(runtime).runtime.digest;

describe('the digest of a runtime', () => {
  it('tells all built-in runtimes apart: no two planted bugs have equal rules', () => {
    expect(new Set(builtInRuntimes.map(digest)).size).toBe(builtInRuntimes.length);
  });

  it('is that of its rules, however they are written', () => {
    const rewritten = {
      ...reference,
      id: 'rewritten',
      says: 'the same rules in other words',
      bookkeeping: {
        ...reference.bookkeeping,
        enter(stack: readonly unknown[], frame: unknown) {
          return stack.concat([frame]);
        },
      },
    };
    expect(digest(rewritten)).toBe(digest(reference));
  });

  it('changes with the answer of a hook on one stack alone', () => {
    const odd = {
      ...reference,
      id: 'odd',
      guard: (stack: readonly { kind: string }[], ...rest: unknown[]) =>
        stack.map(({ kind }) => kind).join(' ') === 'guest host async-callback'
          ? 'go'
          : (reference.guard as (...args: unknown[]) => unknown)(stack, ...rest),
    };
    expect(digest(odd)).not.toBe(digest(reference));
  });
});
