import { visible } from './visible.ts';

/** A line of an error is no longer than this: an id in a file may have megabytes. */
const LINE_MAX = 2_000;

const quoted = (line: string): string =>
  visible(line.length > LINE_MAX ? `${line.slice(0, LINE_MAX)}…` : line);

/**
 * An error that is the user's to read: a stable code, one fact, the evidence, and what to do next.
 *
 * Codes: 1xx scenarios, 2xx runtimes, 3xx records and tokens, 4xx the command line, 9xx faults of Heddle.
 */
export class HeddleError extends Error {
  readonly code: string;
  readonly fact: string;
  readonly evidence: readonly string[];
  readonly next: string;

  constructor(code: string, fact: string, evidence: readonly string[], next: string) {
    // Much of it quotes input: it is made visible here, so that no place that throws can forget to.
    const [shown, ...lines] = [fact, ...evidence, next].map(quoted);
    super([`${code} ${shown}`, ...lines.map((line) => `  ${line}`)].join('\n'));
    this.name = 'HeddleError';
    this.code = code;
    this.fact = shown!;
    this.evidence = lines.slice(0, -1);
    this.next = lines.at(-1)!;
  }
}
