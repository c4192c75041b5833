#!/usr/bin/env node
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { thrownText } from '../model/thrown.ts';
import { VERSION } from '../model/version.ts';
import { WIDTH, wrap } from '../reports/text/layout.ts';
import { outgoing } from '../reports/text/outgoing.ts';
import type { Command } from './command.ts';
import { EXIT, exitOfError } from './exit-codes.ts';
import { exitOfSignal, Interrupted, interruptedBy } from './interruption.ts';
import { guardStreams, writeError, writeOut } from './streams.ts';

/** Commands are loaded when they are called: `--help` should not wait for a model checker. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  prove: async () => (await import('./commands/prove.ts')).proveCommand,
  measure: async () => (await import('./commands/measure.ts')).measureCommand,
  outcomes: async () => (await import('./commands/outcomes.ts')).outcomesCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  corpus: async () => (await import('./commands/corpus.ts')).corpusCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
};

const USAGE = `heddle ${VERSION}: check an async runtime's waits and wakeups

usage: heddle <command> [options]

  demo      show a bug, its plausible fix that fails, and the rules that hold
  init      write a commented runtime module to start from
  check     check a runtime: explore, judge, shrink, explain
  prove     search every program within bounds, under every interleaving
  outcomes  every outcome that the specification allows of a scenario of components
  explain   one interleaving of such a scenario, step by step
  replay    replay a counterexample, step by step
  measure   measure how fast each strategy finds each planted bug
  corpus    keep counterexamples, and check that they hold
  list      list properties, runtimes, planted bugs, strategies, instructions

\`heddle <command> --help\` shows the options of a command.
exit codes: 0 held, 1 violated, 2 usage, 3 fault of heddle or of the runtime, 4 inconclusive,
            130 and 143 ended by SIGINT and SIGTERM with what was found until then`;

const main = async (argv: readonly string[]): Promise<void> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    writeOut(`${USAGE}\n`);
    return;
  }
  if (name === '--version' || name === '-v') {
    writeOut(`${VERSION}\n`);
    return;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    throw new HeddleError(
      'HD400',
      `Unknown command \`${name}\`${nearest(name, Object.keys(commands))}`,
      [`commands: ${Object.keys(commands).join(', ')}`],
      '`heddle --help` says what each of them does.',
    );
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    writeOut(`${await command.usage(rest)}\n`);
    return;
  }
  await command.run(rest);
  const by = interruptedBy();
  if (by !== null) process.exitCode = exitOfSignal(by);
};

const report = (error: unknown): void => {
  if (error instanceof Interrupted) {
    process.exitCode = exitOfSignal(interruptedBy() ?? 'SIGINT');
    return;
  }
  const known =
    error instanceof HeddleError
      ? error
      : new HeddleError(
          'HD900',
          'This is a fault in heddle, not in your runtime.',
          [thrownText(error)],
          'Please report it with the command that you ran.',
        );
  const [first, ...lines] = [`${known.code} ${known.fact}`, ...known.evidence, known.next];
  const indented = lines.flatMap((line) => wrap(line, WIDTH - 2)).map((line) => `  ${line}`);
  writeError(`${outgoing([first, ...indented].join('\n'))}\n`);
  process.exitCode = error instanceof HeddleError ? exitOfError(error) : EXIT.fault;
};

guardStreams();
await main(process.argv.slice(2)).catch(report);
