import type { HeddleError } from '../model/errors.ts';

/** What the process says when it ends. Where several apply, a fault comes before bad usage, that before a verdict. */
export const EXIT = { held: 0, violated: 1, usage: 2, fault: 3, inconclusive: 4 } as const;

const VERDICTS = {
  held: EXIT.held,
  violated: EXIT.violated,
  inconclusive: EXIT.inconclusive,
} as const;

export const exitOfVerdict = (verdict: keyof typeof VERDICTS): number => VERDICTS[verdict];

/** Faults of a runtime's functions (HD21x) and of Heddle (HD9xx) end with 3, all other errors with 2. */
export const exitOfError = ({ code }: HeddleError): number =>
  /^HD(21|9)/.test(code) ? EXIT.fault : EXIT.usage;
