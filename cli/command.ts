import { stripVTControlCharacters } from 'node:util';
import { defineCommand, renderUsage, runCommand, type ArgsDef, type ParsedArgs } from 'citty';
import { rejectUnknown } from './options.ts';

/** A command of the command line. */
export interface Command {
  /** `words`: what was written before the flag that asks for it. */
  usage(words: readonly string[]): Promise<string>;
  run(words: readonly string[]): Promise<void>;
}

/** A command from its table of options. A word or flag that is not in the table is an error. */
export const command = <const Args extends ArgsDef>(
  name: string,
  description: string,
  args: Args,
  run: (given: ParsedArgs<Args>) => Promise<void> | void,
): Command => {
  const definition = defineCommand({
    meta: { name: `heddle ${name}`, description },
    args,
    run: ({ args: given }) => {
      rejectUnknown(given, args);
      return run(given);
    },
  });
  return {
    // citty colours its text wherever it goes; a pipe gets plain text.
    usage: async () => {
      const text = await renderUsage(definition);
      const plain = process.stdout.isTTY ? text : stripVTControlCharacters(text);
      return plain.replaceAll(/ +$/gm, '');
    },
    run: async (words) => {
      await runCommand(definition, { rawArgs: [...words] });
    },
  };
};
