import { describe, expect, it } from 'vitest';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import { outcomesOfWorld } from '../../support/canonical-outcomes.ts';
import { copied } from '../../support/canonical.ts';
import { readAfterSlowCancel } from './slow-cancel.ts';

describe('a host that takes its time to confirm a cancel', () => {
  it('confirms that of the operation that was cancelled, and no other', () => {
    const firsts = [copied('completed', 1), copied('cancelled', 1), copied('cancelled')];
    expect(outcomesOfWorld(readAfterSlowCancel, SPECIFICATION)).toEqual(
      firsts.map((first) => `run=1 | first=${first}, second=${copied('completed', 1)}`).toSorted(),
    );
  });
});
