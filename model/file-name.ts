import { HeddleError } from './errors.ts';

/** An id that a file can be named after: no path, no hidden file, nothing that a shell or a file system reads in another way. */
export const ID: RegExp = /^[a-z][a-z0-9-]{0,63}$/;

/** What is expected where an id does not match `ID`. */
export const ID_SAYS = 'an id is a lower-case word of at most 64 characters, with - and digits';

/**
 * The name of a file, without its extension, from the ids of what is in it. Names are composed here and nowhere else,
 * since ids come from files of others.
 *
 * @throws HeddleError HD309 for an id that is none.
 */
export const fileName = (...ids: readonly string[]): string => {
  for (const id of ids) {
    if (ID.test(id)) continue;
    throw new HeddleError(
      'HD309',
      'A file cannot have this name.',
      [`got \`${id}\`: ${ID_SAYS}`],
      'Was the record edited? `heddle check` writes it anew.',
    );
  }
  return ids.join('.');
};
