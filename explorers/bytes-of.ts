/** What objects, arrays and strings take besides what is in them. */
const HEADER = 24;
const SLOT = 8;
/** An entry of a record without a prototype, which is a hash table: its key, value and details, at half load. */
const ENTRY = 48;

/**
 * About how many bytes plain data takes in memory. It is worked out from the value alone, so that it is the same on any
 * machine; what is shared is counted each time that it is met.
 */
export const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return HEADER + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = HEADER;
  if (Array.isArray(value)) {
    bytes += HEADER;
    for (let i = 0; i < value.length; i += 1) bytes += SLOT + bytesOf(value[i]);
    return bytes;
  }
  const slot = Object.getPrototypeOf(value) === null ? ENTRY : SLOT;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key in fields) bytes += slot + bytesOf(fields[key]);
  return bytes;
};
