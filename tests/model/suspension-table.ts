import type { Frame } from '../../model/context/frames.ts';

/**
 * Which stacks may be suspended, written out: every stack of up to three frames, outermost first.
 *
 * Letters: G guest, s sync-guest, A async-callback, c sync-callback, r sync-reentry, F host on a fibre,
 * n native host. A row names the outer frames; its columns are the innermost one, in the order of COLUMNS;
 * `y` may suspend. Written by hand, so that both statements of the rule have something to answer to.
 */
const COLUMNS = 'GsAcrFn';

const DEPTH_1 = 'y.y..y.';

const DEPTH_2 = [
  'G y.y..y.',
  's .......',
  'A y.y..y.',
  'c .......',
  'r .......',
  'F y.y..y.',
  'n .......',
];

const DEPTH_3 = [
  'GG y.y..y.',
  'Gs .......',
  'GA y.y..y.',
  'Gc .......',
  'Gr .......',
  'GF y.y..y.',
  'Gn .......',
  'sG .......',
  'ss .......',
  'sA .......',
  'sc .......',
  'sr .......',
  'sF .......',
  'sn .......',
  'AG y.y..y.',
  'As .......',
  'AA y.y..y.',
  'Ac .......',
  'Ar .......',
  'AF y.y..y.',
  'An .......',
  'cG .......',
  'cs .......',
  'cA .......',
  'cc .......',
  'cr .......',
  'cF .......',
  'cn .......',
  'rG .......',
  'rs .......',
  'rA .......',
  'rc .......',
  'rr .......',
  'rF .......',
  'rn .......',
  'FG y.y..y.',
  'Fs .......',
  'FA y.y..y.',
  'Fc .......',
  'Fr .......',
  'FF y.y..y.',
  'Fn .......',
  'nG .......',
  'ns .......',
  'nA .......',
  'nc .......',
  'nr .......',
  'nF .......',
  'nn .......',
];

const FRAMES: Readonly<Record<string, Frame>> = {
  G: { kind: 'guest' },
  s: { kind: 'sync-guest' },
  A: { kind: 'async-callback' },
  c: { kind: 'sync-callback' },
  r: { kind: 'sync-reentry' },
  F: { kind: 'host', fibre: true },
  n: { kind: 'host', fibre: false },
};

const frames = (letters: string): readonly Frame[] =>
  letters.split('').map((letter) => FRAMES[letter]!);

const read = (row: string): readonly { stack: readonly Frame[]; may: boolean }[] => {
  const [outer = '', answers = ''] = row.split(' ');
  return COLUMNS.split('').map((inner, i) => ({
    stack: frames(outer + inner),
    may: answers[i] === 'y',
  }));
};

/** All 399 stacks with the answer. */
export const SUSPENSION_TABLE: readonly { stack: readonly Frame[]; may: boolean }[] = [
  ...read(` ${DEPTH_1}`),
  ...DEPTH_2.flatMap(read),
  ...DEPTH_3.flatMap(read),
];
