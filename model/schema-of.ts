import type { z } from 'zod';

/**
 * A schema as one of `T`, which it must describe. The types cannot tell: to zod a field that may be left out may also be
 * `undefined`, and to the types of a scenario it may not.
 */
export const schemaOf = <T>(schema: z.ZodType): z.ZodType<T> => schema as z.ZodType<T>;
