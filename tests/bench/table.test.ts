import { describe, expect, it } from 'vitest';
import { measured, missing, NO_PEER, outcomeOf, type Row } from '../../bench/row.ts';
import { tableJson, tableText } from '../../bench/table.ts';

const row = (id: string, mark: Row['mark'], heddle: Row['heddle'], peer: Row['peer']): Row => ({
  id,
  measure: `N3 M2 D2 unreduced, ${id}`,
  mark,
  unit: mark.kind === 'at most' ? ' s' : '',
  heddle,
  peer,
});

const spin = measured(31.4, 'Spin, depth first: 31.4 s (wall 31.7 s), 9,446,433 states');
const none = missing('no `spin` here (Debian: apt-get install spin)');
const faster = { kind: 'faster', value: 10 } as const;
const more = { kind: 'more', value: 25 } as const;
const atMost = { kind: 'at most', value: 5 } as const;
const exactly = { kind: 'exactly', value: 1 } as const;

const ROWS: readonly Row[] = [
  row('fast', faster, measured(1.5, '1.50 s (wall 1.70 s), 9,446,433 states'), spin),
  row('slow', faster, measured(10, '10.0 s'), spin),
  row('peerless', faster, measured(10, '10.0 s'), none),
  row('rate', more, measured(250, '250 a second'), measured(10, 'fc.scheduler(): 10 a second')),
  row('low rate', more, measured(249, '249 a second'), measured(10, 'fc.scheduler(): 10 a second')),
  row('limit', atMost, measured(5, '5.00 s'), NO_PEER),
  row('over the limit', atMost, measured(5.01, '5.01 s'), NO_PEER),
  row('one', exactly, measured(1, '729 for 729, 0 blocked'), NO_PEER),
  row('more than one', exactly, measured(1.1, '800 for 729, 2 blocked'), NO_PEER),
  row('told', { kind: 'none', compares: 'more' }, measured(1, '1/s'), measured(20, '20/s')),
];

describe('the table', () => {
  it('says what is met, short, skipped and told', () => {
    expect(ROWS.map((each) => [each.id, outcomeOf(each)])).toEqual([
      ['fast', 'ok'],
      ['slow', 'short'],
      ['peerless', 'skipped'],
      ['rate', 'ok'],
      ['low rate', 'short'],
      ['limit', 'ok'],
      ['over the limit', 'short'],
      ['one', 'ok'],
      ['more than one', 'short'],
      ['told', 'told'],
    ]);
  });

  it('reads as it is kept', async () => {
    const text = tableText(ROWS, ['A note that is longer than the width of the table. '.repeat(3)]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/bench-table.txt');
  });

  it('is the same for programs', () => {
    const parsed = JSON.parse(tableJson(ROWS)) as { id: string; ratio: number; outcome: string }[];
    expect(parsed.map(({ id, outcome }) => [id, outcome])).toEqual(
      ROWS.map((each) => [each.id, outcomeOf(each)]),
    );
    expect(parsed.map(({ ratio }) => ratio)).toEqual([
      31.4 / 1.5,
      31.4 / 10,
      null,
      25,
      24.9,
      null,
      null,
      null,
      null,
      0.05,
    ]);
  });
});
