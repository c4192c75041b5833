import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { STARTS } from './measures.ts';
import { measured, type Row } from './row.ts';
import { median, sideBySide, timed } from './statistics.ts';

const milliseconds = (value: number): string => `${Math.round(value)} ms`;

/** The milliseconds that a Node of its own takes. */
const start = async (...words: readonly string[]): Promise<number> => {
  const { seconds, value } = await timed(() =>
    spawnSync(process.execPath, words, { stdio: 'ignore' }),
  );
  if (value.status !== 0) throw new Error(`node ${words.join(' ')}: exit ${value.status}`);
  return seconds * 1000;
};

/** How much longer `heddle --help` takes than a Node that does nothing; `npm run build` comes first. */
export const startupRow = async (): Promise<Row> => {
  const main = resolve('dist/cli/main.js');
  const { a, b } = await sideBySide(
    STARTS,
    () => start(main, '--help'),
    () => start('-e', '0'),
  );
  const above = median(a) - median(b);
  return {
    id: 'startup',
    measure: 'heddle --help, above Node itself',
    mark: { kind: 'at most', value: 120 },
    unit: ' ms',
    heddle: measured(above, milliseconds(above)),
    peer: measured(median(b), `node -e 0: ${milliseconds(median(b))}`),
  };
};
