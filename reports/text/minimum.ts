import { VERSION } from '../../model/version.ts';
import type { Minimum } from '../../properties/minimum.ts';
import { grouped, plural, table } from './layout.ts';

/** One row a bug: its smallest counterexample, and what was searched to prove that nothing is smaller. */
export const minimumText = (minima: readonly Minimum[]): string => {
  const rows = minima.map(({ bug, property, size, proved, shortest, searched }) => [
    bug,
    property,
    size.join(' '),
    proved ? 'yes' : 'no',
    shortest ? 'yes' : 'no',
    grouped(searched.reduce((sum, { states }) => sum + states, 0)),
  ]);
  return [
    `heddle ${VERSION}   the smallest counterexamples   ${plural(minima.length, 'planted bug')}`,
    '',
    ...table(
      ['bug', 'breaks', 'minimum', 'proved', 'shortest', 'states'],
      rows,
      [24, 32, 12, 6, 8, 12],
    ),
    '',
    'minimum: tasks, frames, operations and signals, steps, preemptions',
    'proved: no scenario with less of the first three breaks it, as far as `docs/planted-bugs.md` says',
    'shortest: nor does any other of these three by a shorter schedule   states: of the proof',
  ].join('\n');
};
