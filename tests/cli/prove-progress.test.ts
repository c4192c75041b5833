import { describe, expect, it } from 'vitest';
import { proofProgress } from '../../cli/prove-progress.ts';

describe('the progress of a proof', () => {
  it('is one line of what is searched, how fast, and about how much there is', () => {
    const text = proofProgress();
    const started = { instances: 18, done: 0, states: 0, under: new Map() };
    const early = { states: 20_480, waiting: 9_000, about: 0 };
    const late = { states: 1_843_200, waiting: 210_345, about: 5_471_234 };
    const under = new Map([
      [17, early],
      [16, late],
    ]);
    expect(
      [
        text(started, 10),
        text({ ...started, under: new Map([[0, { states: 1, waiting: 1, about: 0 }]]) }, 10.1),
        text({ ...started, done: 15, states: 60_000, under: new Map([[17, early]]) }, 11),
        text({ ...started, done: 16, states: 80_000, under }, 16),
        text({ ...started, done: 18, states: 6_000_000, under: new Map() }, 18),
      ].join('\n'),
    ).toMatchSnapshot();
  });
});
