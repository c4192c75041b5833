import { nearest } from '../nearest.ts';

/** What engines and libraries read of any value, to see whether it has one. */
const PROTOCOLS = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', '$$typeof']);

/**
 * A copy of an argument of a hook in which an unknown field cannot be read: `seen.evnt` would be undefined, which most
 * rules take for false. `unknown` hears of it as well, for a hook may catch what is thrown.
 */
export const knownFields = <T extends object>(
  name: string,
  value: T,
  fields: Readonly<Record<keyof T, true>>,
  unknown: (problem: Error) => void,
): T =>
  new Proxy(
    { ...value },
    {
      get: (target, key, receiver) => {
        if (typeof key === 'string' && !(key in target) && !Object.hasOwn(fields, key)) {
          if (PROTOCOLS.has(key)) return undefined;
          const known =
            nearest(key, Object.keys(fields)) || `; it has: ${Object.keys(fields).join(', ')}`;
          const problem = new TypeError(`\`${name}.${key}\` is no field${known}`);
          unknown(problem);
          throw problem;
        }
        return Reflect.get(target, key, receiver) as unknown;
      },
    },
  );
