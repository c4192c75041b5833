import { command, type Command } from '../command.ts';
import { existsSync, readFileSync } from 'node:fs';
import { HeddleError } from '../../model/errors.ts';
import { writeWhole } from '../files.ts';
import { shellWord } from '../../reports/text/replay-command.ts';
import { print } from '../output.ts';

const args = {
  file: {
    type: 'positional',
    description: 'the module to write: .mjs, .js or .ts',
    required: false,
  },
} as const;

/** From here to the template, which is not compiled: it is copied as it is. */
const TEMPLATE = new URL('../../../cli/template/runtime.mjs', import.meta.url);

/** `heddle init`: a right runtime with comments, to change until it says what the user's does. */
export const initCommand: Command = command(
  'init',
  'Write a commented runtime module to start from.',
  args,
  (given) => {
    const file = given.file ?? 'my-runtime.mjs';
    if (!/\.(mjs|js|ts)$/.test(file)) {
      throw new HeddleError(
        'HD413',
        `\`${file}\` is no name for a runtime module.`,
        ['a runtime is a module that Node can import'],
        'Call it something like my-runtime.mjs.',
      );
    }
    if (existsSync(file)) {
      throw new HeddleError(
        'HD414',
        `\`${file}\` is there already.`,
        ['it may be your work, so it is left as it is'],
        'Choose another name, or remove it first.',
      );
    }
    // TypeScript takes the module as it is once it is told that its parameters have no types.
    const text = readFileSync(TEMPLATE, 'utf8');
    writeWhole(file, file.endsWith('.ts') ? `// @ts-nocheck\n${text}` : text);
    print(`wrote ${file}: a right runtime. Change a rule, then run`);
    print(`  npx heddle check --runtime ${shellWord(file)}`);
  },
);
