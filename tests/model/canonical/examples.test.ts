import { describe, expect, it } from 'vitest';
import { cancelOfParked, futureWrittenLater, syncTypedBlocks } from './examples.ts';
import { endsOf } from './outcomes.ts';

describe('the examples', () => {
  it('wakes a callback task by a write', () => {
    expect(
      endsOf({
        ...futureWrittenLater,
        invocations: futureWrittenLater.invocations.map((each, i) =>
          i === 0 ? each : { ...each, after: [] },
        ),
      }),
    ).toMatchInlineSnapshot(`
      [
        "reading = 42, writing = 0",
        "unknown-handle",
      ]
    `);
  });
  it('traps where a call of a sync type blocks', () => {
    expect(endsOf(syncTypedBlocks)).toEqual(['cannot-block']);
  });
  it('cancels a parked task at once', () => {
    expect(endsOf(cancelOfParked)).toEqual(['run = 4']);
  });
});
