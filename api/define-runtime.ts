import type { Runtime } from '../model/context/runtime.ts';
import type { Json } from '../model/json.ts';

/**
 * Gives `runtime` back as it is. It is there for editors: inside the call they complete the fields, check what is
 * written, and know what the hooks and the guard are handed, for its type is that of `bookkeeping.initial`.
 *
 * ```js
 * export default defineRuntime({ id: 'my-runtime', … });
 * ```
 */
export const defineRuntime = <Remembered extends Json>(
  runtime: Runtime<Remembered>,
): Runtime<Remembered> => runtime;
