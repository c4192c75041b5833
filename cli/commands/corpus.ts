import type { Command } from '../command.ts';
import { HeddleError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import { print } from '../output.ts';
import { addCommand } from './corpus-add.ts';
import { checkCommand } from './corpus-check.ts';
import { listCommand } from './corpus-list.ts';

const commands: Readonly<Record<string, Command>> = {
  add: addCommand,
  check: checkCommand,
  list: listCommand,
};

const USAGE = `Counterexamples that are kept for ever: once fixed, each must hold.

usage: heddle corpus <command> [options]

  add       keep a counterexample: a record or a token
  check     replay all that are kept; each must hold
  list      list what is kept

\`heddle corpus <command> --help\` shows the options of a command.`;

/** `heddle corpus`: what is kept in a folder beside the project, and must never break again. */
export const corpusCommand: Command = {
  usage: async ([name = '', ...rest]) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    return command === undefined ? USAGE : command.usage(rest);
  },
  run: async ([name, ...rest]) => {
    if (name === undefined) {
      print(USAGE);
      return;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command !== undefined) return command.run(rest);
    const known = Object.keys(commands);
    throw new HeddleError(
      'HD400',
      `Unknown command \`corpus ${name}\`${nearest(name, known)}`,
      [`commands of \`heddle corpus\`: ${known.join(', ')}`],
      '`heddle corpus --help` says what each of them does.',
    );
  },
};
