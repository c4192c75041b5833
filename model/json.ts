/** Plain data: what bookkeeping, scenarios and records are made of. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * The one text of a JSON value: keys sorted, no white space. Equal values have equal texts.
 *
 * @throws TypeError for anything that JSON cannot say (undefined, functions, NaN, cycles are the caller's).
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    // A hole in an array is undefined here, and refused as such.
    for (let i = 0; i < value.length; i += 1) text += `${i === 0 ? '' : ','}${canonical(value[i])}`;
    return `[${text}]`;
  }
  if (typeof value === 'object' && isPlain(value)) {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(fields).toSorted()) {
      const field = fields[key];
      if (field === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(field)}`;
    }
    return `{${text}}`;
  }
  throw new TypeError(`${describe(value)} is not plain JSON`);
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/** A short name for any value, for error messages: at most 60 characters. It never throws. */
export const describe = (value: unknown): string => {
  if (value === undefined || typeof value === 'number') return String(value);
  if (typeof value === 'function') return `a function`;
  if (typeof value === 'bigint' || typeof value === 'symbol') return `a ${typeof value}`;
  let left = DESCRIBED_MAX;
  try {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlain(value)) {
      return `an instance of ${value.constructor?.name ?? 'a class'}`;
    }
    const text = JSON.stringify(value, (key, inner: unknown) => {
      left -= 1;
      if (left < 0) throw new RangeError();
      return shown(key, inner);
    });
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  } catch (error) {
    if (left < 0) return 'a large value';
    return error instanceof TypeError ? 'a cyclic value' : 'a value that cannot be read';
  }
};

/** The most values that are looked at to describe one: parts that are shared count for each path to them. */
const DESCRIBED_MAX = 10_000;

/** JSON has no text for these, and writes `null` in their place. */
const shown = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
