import { HeddleError } from '../model/errors.ts';

/** The least memory that a search may be bounded to, in bytes: 128 KiB. */
export const MEMORY_MIN: number = 2 ** 17;

/** What one search may take where nobody says otherwise, in bytes: 1 GiB. */
export const MEMORY_DEFAULT: number = 2 ** 30;

/** The memory that is given, or the default. @throws HeddleError HD430: it is no number, or too small. */
export const memoryOf = (given: number | undefined): number => {
  if (given === undefined) return MEMORY_DEFAULT;
  if (given >= MEMORY_MIN) return given;
  throw new HeddleError(
    'HD430',
    'That is too little memory to search in.',
    [`got ${String(given)} bytes`],
    `Give at least ${MEMORY_MIN / 1024}K.`,
  );
};
