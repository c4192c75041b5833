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
    super([`${code} ${fact}`, ...evidence.map((line) => `  ${line}`), `  ${next}`].join('\n'));
    this.name = 'HeddleError';
    this.code = code;
    this.fact = fact;
    this.evidence = evidence;
    this.next = next;
  }
}
