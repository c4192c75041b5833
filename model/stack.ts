/** A position in a file, lines and columns from 1, as an error's stack has it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `at name (file:///a/b.mjs:1:2)`, `at async /a/b.mjs:1:2`, and what parsers write below a message: `/a/b.mjs:1:2`. */
const FRAME =
  /^\s+(?:at (?:.*? \()?(?:async )?)?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/**
 * The places that the stack of a thrown value has, innermost first, without those inside Node. Empty where it is no
 * error, or its engine writes stacks in another way than V8.
 */
export const placesOf = (error: unknown): readonly Place[] => {
  const stack = stackOf(error);
  if (typeof stack !== 'string') return [];
  return stack.split('\n').flatMap((line) => {
    const [, file, row, column] = FRAME.exec(line) ?? [];
    if (file === undefined) return [];
    const path = file.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '');
    return [{ file: path, line: Number(row), column: Number(column) }];
  });
};

const stackOf = (error: unknown): unknown => {
  try {
    return error instanceof Error ? error.stack : undefined;
  } catch {
    // A proxy, or a getter that throws.
    return undefined;
  }
};

/** The place as it is told. */
export const placeText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
