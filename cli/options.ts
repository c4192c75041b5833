import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { BUDGETS } from '../api/budgets.ts';
import { MEMORY_MIN } from '../api/memory.ts';
import { COUNT_MAX } from '../api/options.ts';
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import type { Budget } from '../properties/check-result.ts';
import type { Subject } from './tasks.ts';

/** The seed of a run that names none: fixed, so that a CI gets the same answer to the same question. */
const DEFAULT_SEED = '1';

/** `--seed`, else HEDDLE_SEED, else a fixed one; `random` draws one. Printed with every result. */
export const seedOf = (seed: string | undefined): string => {
  const text = seed ?? process.env['HEDDLE_SEED'] ?? DEFAULT_SEED;
  if (text === 'random') return randomBytes(4).toString('hex');
  if (/^[\w.-]{1,64}$/.test(text)) return text;
  throw new HeddleError(
    'HD409',
    'The seed cannot be used.',
    [`got ${JSON.stringify(text)}`],
    'A seed is 1 to 64 letters, digits, dots, dashes or underscores; `random` draws one.',
  );
};

/** A whole number of at least `min`, or undefined where the flag was not given. @throws HeddleError HD410. */
export const countOf = (
  flag: string,
  text: string | undefined,
  min = 1,
  max = COUNT_MAX,
): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text.replaceAll(/[_,]/g, ''));
  if (text !== '' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw new HeddleError(
    'HD410',
    `\`--${flag}\` takes a whole number.`,
    [`got ${JSON.stringify(text)}`],
    `Give a number from ${min} to ${max}.`,
  );
};

/** The bytes of a size: `500M`, `2G`, or a number of bytes. A K is 1,024. @throws HeddleError HD430. */
export const sizeOf = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmg]?)(?:i?b)?$/i.exec(text) ?? [];
  const size = Math.floor(Number(digits) * UNITS[unit.toUpperCase() as keyof typeof UNITS]);
  if (size >= MEMORY_MIN && size <= MEMORY_MAX) return size;
  throw new HeddleError(
    'HD430',
    `\`--${flag}\` takes a size in bytes.`,
    [`got ${JSON.stringify(text)}`],
    'Give it as `500M` or `2G`: from 128K to 1024G.',
  );
};

const UNITS = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 } as const;
const MEMORY_MAX = 2 ** 40;

/** A share between 0 and 1, given in percent or as a number. @throws HeddleError HD420. */
export const shareOf = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const [, digits, sign] = /^([0-9]*\.?[0-9]+) ?(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (sign === '%' ? 100 : 1);
  if (share > 0 && share < 1) return share;
  throw new HeddleError(
    'HD420',
    `\`--${flag}\` takes a share.`,
    [`got ${JSON.stringify(text)}`],
    'Give it in percent, as `0.1%`, or as a number between 0 and 1.',
  );
};

/** A budget by its name, and the counts that are given beside it. @throws HeddleError HD410, HD416. */
export const budgetOf = (given: {
  readonly [Flag in 'budget' | 'runs' | 'steps' | 'states']?: string | undefined;
}): Partial<Budget> => {
  const name = given.budget ?? 'default';
  if (!Object.hasOwn(BUDGETS, name)) {
    const known = Object.keys(BUDGETS);
    throw new HeddleError(
      'HD416',
      `Unknown budget \`${name}\`${nearest(name, known)}`,
      [`known: ${known.join(', ')}`],
      'Name one of them, or give the counts: `--runs`, `--steps`, `--states`.',
    );
  }
  const counts = (['runs', 'steps', 'states'] as const).flatMap((flag) => {
    const count = countOf(flag, given[flag]);
    return count === undefined ? [] : [[flag, count] as const];
  });
  return { ...BUDGETS[name as keyof typeof BUDGETS], ...Object.fromEntries(counts) };
};

/** As many workers as there are processors, at most four: more do not pay for runs this short. */
export const workersOf = (text: string | undefined): number =>
  countOf('workers', text, 1, 64) ?? Math.min(4, availableParallelism());

/** A built-in runtime by its id, or a module by its path. @throws HeddleError HD405 where there is neither. */
export const subjectOf = (runtime: string): Subject => {
  const ids = builtInRuntimes.map(({ id }) => id);
  if (ids.includes(runtime)) return { builtIn: runtime };
  if (existsSync(runtime)) return { file: runtime };
  throw new HeddleError(
    'HD405',
    `There is no runtime \`${runtime}\`${nearest(runtime, ids)}`,
    ['no file has this path, and no built-in runtime this id'],
    '`heddle list` shows the built-in runtimes; `heddle init my-runtime.mjs` writes a module.',
  );
};

/** The ids of a flag that takes one or several, separated by commas; an empty one is as unknown as any other. */
export const listOf = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').map((id) => id.trim());

/** @throws HeddleError HD401 for a flag or word that the command does not know. */
export const rejectUnknown = (
  args: { readonly _: readonly string[] },
  known: Readonly<Record<string, { readonly type?: string }>>,
): void => {
  const flags = Object.entries(known).flatMap(([name, { type }]) =>
    type === 'positional' ? [] : [`--${name}`],
  );
  const positionals = Object.keys(known).length - flags.length;
  for (const name of Object.keys(args)) {
    // The parser tells a flag with dashes under both of its spellings.
    const dashed = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (name === '_' || dashed in known) continue;
    throw new HeddleError(
      'HD401',
      `Unknown option \`--${name}\`${nearest(`--${name}`, flags)}`,
      [`options: ${flags.join(', ')}`],
      '`--help` says what each of them does.',
    );
  }
  for (const [name, { type }] of Object.entries(known)) {
    const value: unknown = (args as Readonly<Record<string, unknown>>)[name];
    const expected = type === 'boolean' ? 'boolean' : 'string';
    if (value === undefined || (typeof value === expected && value !== '')) continue;
    throw new HeddleError(
      'HD401',
      `\`--${name}\` ${type === 'boolean' ? 'takes no value' : 'needs a value'}.`,
      [`got ${value === '' ? 'nothing' : `\`--no-${name}\``}`],
      '`--help` shows how it is called.',
    );
  }
  const extra = args._[positionals];
  if (extra !== undefined) {
    throw new HeddleError(
      'HD401',
      `Unexpected argument \`${extra}\`.`,
      [
        `the command takes ${positionals === 0 ? 'no arguments' : `${positionals}`} besides its options`,
      ],
      '`--help` shows how it is called.',
    );
  }
};
