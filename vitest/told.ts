/** The line of the stack below `callee`: where the user called it. */
export const lineOfCaller = (callee: (...args: never[]) => unknown): string => {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, callee);
  return here.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
};

/**
 * Does `work`; what it throws is thrown again as name, message and the user's own line. Vitest prints every other
 * frame and every field of an error, and none of ours says more than its message.
 */
export const told = <T>(line: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const plain = new Error(error.message);
    plain.name = error.name;
    plain.stack = `${error.name}: ${error.message}\n${line}`;
    throw plain;
  }
};
