import { describe, expect, it } from 'vitest';
import { prove } from '../../api/prove.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { CheckResult, Proof } from '../../properties/check-result.ts';
import { provedText } from '../../reports/text/bounds.ts';
import { WIDTH, wrap } from '../../reports/text/layout.ts';
import { proofText } from '../../reports/text/proof.ts';
import { PLAIN_BOUNDS } from '../support/bounds.ts';
import { domainOf } from '../support/context.ts';

const properties = ['no-lost-wakeup', 'ready-runs'];
const held = prove(domainOf(reference), {
  bounds: { ...PLAIN_BOUNDS, tasks: 1, waitables: 1, signals: 0, operations: 1 },
  properties,
});

/** Wider than any real one. */
const WIDE: Proof = {
  bounds: {
    tasks: 9,
    executors: 9,
    waitables: 9,
    sets: 9,
    locks: 9,
    stores: 9,
    signals: 9,
    depth: 9,
    operations: 9,
    work: 81,
    vocabulary: ['wait', 'store-borrow', 'cancel-subtask', 'call-own', 'wait-one', 'poll', 'yield'],
  },
  notCovered: ['`cancel-subtask`', '`store-borrow`', 'several stores', 'several executors'],
  leftOut:
    '1,234 instances with tasks of one store on several executors, for a reason that is long',
  instances: 1_234_567,
  searched: [1, 2].map((i) => ({
    says: Array.from({ length: 9 }, (_, t) => `t${t + i} on e${t + i} in st${t + i}`).join(', '),
    states: 123_456_789,
    transitions: 987_654_321,
    complete: i === 1,
  })),
};

const telling = (change: Partial<CheckResult>, verbose = false): string => {
  const text = proofText({ ...held, ...change }, verbose, []);
  expect(text.split('\n').filter((line) => line.length > WIDTH)).toEqual([]);
  expect(text).toMatch(/^[\n -~]*$/);
  return text;
};

const open = held.properties.map((each) => ({ ...each, verdict: 'inconclusive' as const }));

describe('the text of a proof', () => {
  it('says what is proved', () => {
    expect(telling({})).toMatchSnapshot();
  });

  it('keeps to the width, and says what was not searched', () => {
    const explored = { ...held.explored, exhaustive: false };
    const wide = { proof: WIDE, verdict: 'inconclusive' as const, properties: open, explored };
    expect(telling(wide, true)).toMatchSnapshot();
  });

  it('says that what never ends proves nothing', () => {
    const explored = { ...held.explored, unfinished: 3 };
    const endless = { verdict: 'inconclusive' as const, properties: open, explored };
    expect(telling(endless)).toMatchSnapshot();
  });

  it('is a sentence in a check', () => {
    const { bounds } = WIDE;
    const text = provedText({
      bounds,
      notCovered: [],
      instances: 1,
      states: 1_000_000,
      transitions: 2_000_000,
    });
    expect(wrap(text, WIDTH).join('\n')).toMatchSnapshot();
  });
});
