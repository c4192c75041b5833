import { visible } from '../../model/visible.ts';

/** The width that every text report keeps to; only a replay token may be longer. */
export const WIDTH = 100;

/** Breaks a text at spaces so that no line is longer than `width`; a longer word is cut. What cannot be seen is escaped. */
export const wrap = (given: string, width: number): readonly string[] => {
  const text = visible(given);
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
};

/** `label` in a column of its own, then `text`, wrapped beside it. */
export const labelled = (
  label: string,
  text: string,
  indent: number,
  column: number,
): readonly string[] =>
  wrap(text, WIDTH - column).map((line, i) =>
    `${' '.repeat(indent)}${(i === 0 ? visible(label) : '').padEnd(column - indent)}${line}`.trimEnd(),
  );

/** Words at the left and at the right end of a line; the right ones go below where they do not fit. */
export const spread = (...sides: readonly [left: string, right: string]): readonly string[] => {
  const [left, right] = sides.map(visible) as [string, string];
  return left.length + right.length + 2 <= WIDTH
    ? [`${left}${right.padStart(WIDTH - left.length)}`]
    : [left, right.padStart(WIDTH)];
};

/** A table of cells under titles, each column as wide as it must be and at most as wide as it may. */
export const table = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): readonly string[] => {
  const fitted = titles.map((title, i) =>
    Math.min(widths[i]!, Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0))),
  );
  const render = (cells: readonly string[]): readonly string[] => {
    const wrapped = fitted.map((width, i) => wrap(cells[i] ?? '', width));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      fitted
        .map((width, i) => (wrapped[i]?.[line] ?? '').padEnd(width))
        .join('  ')
        .trimEnd(),
    );
  };
  const rule = fitted.map((width) => '-'.repeat(width)).join('  ');
  return [...render(titles), rule, ...rows.flatMap(render)];
};

/** `1 step`, `2 steps`. */
export const plural = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** 20000 as 20,000. */
export const grouped = (number: number | string): string =>
  String(number).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');

const UNITS = [
  ['G', 2 ** 30],
  ['M', 2 ** 20],
  ['K', 2 ** 10],
] as const;

/** A number of bytes as an option takes it: 1073741824 as `1G`. */
export const sizeText = (bytes: number): string => {
  const unit = UNITS.find(([, size]) => bytes >= size && bytes % size === 0);
  return unit === undefined ? plural(bytes, 'byte') : `${bytes / unit[1]}${unit[0]}`;
};

/** A share between 0 and 1 in percent: 0.9136 as `91 %`, 0.0123 as `1.2 %`, 0.00071 as `0.071 %`. */
export const percent = (share: number): string => {
  const value = share * 100;
  if (value === 0 || value >= 10) return `${value.toFixed(0)} %`;
  return `${Number(value.toPrecision(2))} %`;
};
