import { describe, expect, it } from 'vitest';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { parseScenario } from '../../../model/canonical/parse.ts';
import type { Profile } from '../../../model/canonical/profile.ts';
import { PROFILES } from '../../../model/canonical/profiles/index.ts';
import type { State } from '../../../model/canonical/state.ts';
import { outcomesOf } from '../../support/outcomes.ts';
import { cell, COLUMNS, type Column, type Situation } from './matrix.ts';
import { EAGER_ROWS, ROWS, SITUATIONS } from './situations.ts';

const C = 2;

const letter = ({ over, instances }: State): string => {
  if (over === 'cannot-block') return 'B';
  if (over === 'cannot-leave') return 'L';
  if (over !== '') return over;
  return instances[C]!.globals[0] === 1 ? 'o' : 'p';
};

const lettersOf = (column: Column, situation: Situation, profile: Profile): string =>
  [...outcomesOf(canonicalMachine(parseScenario(cell(column, situation)), profile), letter).ends]
    .toSorted()
    .join('');

const rowOf = (situation: Situation, profile: Profile): string =>
  COLUMNS.map((column) => lettersOf(column, situation, profile)).join(' ');

describe('what may block, and what then happens', () => {
  for (const id of ['specification', 'amended'] as const) {
    for (const [name, { row, ...situation }] of Object.entries(SITUATIONS)) {
      it(`${id}: ${name}`, () => {
        expect(rowOf(situation, PROFILES[id])).toBe(ROWS[row]);
      });
    }
  }

  // A sync call of either passes by the gate of a function that is lifted sync.
  for (const [name, { row: closed, eager, gated, ...situation }] of Object.entries(SITUATIONS)) {
    const row = gated === true ? 'ok' : closed;

    it(`wasmtime: ${name}`, () => {
      const expected = eager && row !== 'callee-traps' ? EAGER_ROWS[row] : ROWS[row];
      expect(rowOf(situation, PROFILES.wasmtime)).toBe(expected);
    });

    it(`jco: ${name}`, () => {
      expect(rowOf(situation, PROFILES.jco)).toBe(ROWS[row]);
    });
  }
});
