import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { relative, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { HeddleError } from '../model/errors.ts';
import { thrownText } from '../model/thrown.ts';
import { placesOf, placeText, type Place } from '../model/stack.ts';

/**
 * The default export of a runtime module, whatever it is; boxed, for a promise is no runtime and is not awaited.
 *
 * @throws HeddleError HD204 (it cannot be loaded), HD205 (it has no default export).
 */
export const loadModule = async (file: string): Promise<{ readonly runtime: unknown }> => {
  const module = await imported(file);
  if (module.default !== undefined) return { runtime: module.default };
  throw new HeddleError(
    'HD205',
    'The runtime module has no default export.',
    [`it exports: ${Object.keys(module).join(', ') || 'nothing'}`],
    'End it with `export default { id: … }`; `heddle init` writes one to start from.',
  );
};

const OPTIONS = { fsCache: false, interopDefault: false } as const;

const imported = async (file: string): Promise<{ readonly default?: unknown }> => {
  try {
    return await createJiti(import.meta.url, OPTIONS).import<{ default?: unknown }>(resolve(file));
  } catch (error) {
    const place = placesOf(error).find(isOutside);
    throw new HeddleError(
      'HD204',
      `The runtime module \`${file}\` cannot be loaded.`,
      [firstLine(error), ...(place === undefined ? [] : [`at ${originalPlace(place)}`])],
      'It must be a .mjs, .js or .ts module that Node can import.',
    );
  }
};

/** Whether a file is neither part of Heddle nor of a package. */
const isOutside = ({ file }: Place): boolean =>
  !file.startsWith(OWN) && !/[\\/]node_modules[\\/]/.test(file);

const OWN = resolve(import.meta.dirname, '..');

export const firstLine = (error: unknown): string => thrownText(error).split('\n')[0]?.trim() ?? '';

/** A place in what the loader made of a file, as the place in the file itself, from the folder that one is in. */
export const originalPlace = (place: Place): string => {
  const { line, column } = original(place) ?? place;
  const path = relative(process.cwd(), place.file);
  const file = path.startsWith('..') ? place.file : path;
  return column === undefined ? `${file}:${line}` : placeText({ file, line, column });
};

const original = ({ file, line, column }: Place): { line: number; column?: number } | undefined => {
  try {
    const text = createJiti(import.meta.url, { ...OPTIONS, sourceMaps: true }).transform({
      source: readFileSync(file, 'utf8'),
      filename: file,
      ts: /\.[cm]?ts$/.test(file),
      async: true,
    });
    // The loader puts code of its own before the first line, so that a column there says nothing.
    if (line === 1) return { line };
    const map = /\/\/# sourceMappingURL=data:[^,]*;base64,(\S+)\s*$/.exec(text)?.[1];
    if (map === undefined) return undefined;
    const json = Buffer.from(map, 'base64').toString('utf8');
    const entry = new SourceMap(JSON.parse(json) as SourceMapPayload).findEntry(
      line - 1,
      column - 1,
    );
    return 'originalLine' in entry
      ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
      : undefined;
  } catch {
    // A file with a syntax error has no map; its parser told the place in the source.
    return undefined;
  }
};
