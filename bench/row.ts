/** One side of a row: what was measured, in words beside the number; or why it was not. */
export type Side =
  | { readonly kind: 'measured'; readonly value: number; readonly text: string }
  | { readonly kind: 'missing'; readonly reason: string };

/**
 * What is asked of a row. `faster`: Heddle's number is so many times less than the peer's; `more`: so many times more;
 * `at most`, `at least`, `exactly`: of Heddle's number itself; `none`: nothing, the row is for information.
 */
export type Mark =
  | {
      readonly kind: 'faster' | 'more' | 'at most' | 'at least' | 'exactly';
      readonly value: number;
    }
  | { readonly kind: 'none'; readonly compares: 'faster' | 'more' };

/** A line of the table. */
export interface Row {
  readonly id: string;
  readonly measure: string;
  readonly mark: Mark;
  /** The unit that the mark is in, where it is no ratio. */
  readonly unit: string;
  readonly heddle: Side;
  readonly peer: Side;
}

/** `short`: below its mark, or not measured at all. `skipped`: there is no peer to compare with. */
export type Outcome = 'ok' | 'short' | 'skipped' | 'told';

export const measured = (value: number, text: string): Side => ({ kind: 'measured', value, text });
export const missing = (reason: string): Side => ({ kind: 'missing', reason });
/** The other side of a row whose mark is on Heddle's number alone. */
export const NO_PEER: Side = missing('-');

/** How many times better Heddle is than the peer; undefined where one of them is missing. */
export const ratioOf = ({ mark, heddle, peer }: Row): number | undefined => {
  if (heddle.kind === 'missing' || peer.kind === 'missing') return undefined;
  const compares = mark.kind === 'none' ? mark.compares : mark.kind;
  if (compares === 'faster') return peer.value / heddle.value;
  return compares === 'more' ? heddle.value / peer.value : undefined;
};

/** Whether a row meets its mark. */
export const outcomeOf = (row: Row): Outcome => {
  const { mark, heddle } = row;
  if (mark.kind === 'none') return 'told';
  if (heddle.kind === 'missing') return 'short';
  const ratio = ratioOf(row);
  switch (mark.kind) {
    case 'at most':
      return heddle.value <= mark.value ? 'ok' : 'short';
    case 'at least':
      return heddle.value >= mark.value ? 'ok' : 'short';
    case 'exactly':
      return heddle.value === mark.value ? 'ok' : 'short';
    case 'faster':
    case 'more':
      if (ratio === undefined) return 'skipped';
      return ratio >= mark.value ? 'ok' : 'short';
    default:
      return mark satisfies never;
  }
};
