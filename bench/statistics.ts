/** The one in the middle; of an even number, the upper of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The seconds that something takes, and what it gives. */
export const timed = async <T>(
  work: () => T | Promise<T>,
): Promise<{ readonly seconds: number; readonly value: T }> => {
  const begun = performance.now();
  const value = await work();
  return { seconds: (performance.now() - begun) / 1000, value };
};

/** Does both `times` times, one after the other, so that what slows the machine down slows both. */
export const sideBySide = async <A, B>(
  times: number,
  a: () => A | Promise<A>,
  b: () => B | Promise<B>,
): Promise<{ readonly a: readonly A[]; readonly b: readonly B[] }> => {
  const of: { a: A[]; b: B[] } = { a: [], b: [] };
  for (let i = 0; i < times; i += 1) {
    of.a.push(await a());
    of.b.push(await b());
  }
  return of;
};
