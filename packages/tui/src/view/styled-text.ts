/** How a piece of text looks. What colour that is, if any, the screen decides. */
export type TextStyle =
  | 'plain'
  | 'strong'
  | 'dim'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'selected'
  | 'banner'
  /** The colours of the lines of a chart. */
  | 'first'
  | 'second'
  | 'third';

/** A piece of text in one style. */
export interface Span {
  readonly text: string;
  readonly style: TextStyle;
}

/** One line of the screen. */
export type StyledLine = readonly Span[];

/** The characters that a terminal can show. */
export interface Glyphs {
  /** From nothing to full. */
  readonly ramp: readonly string[];
  readonly bar: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly separator: string;
  readonly missing: string;
  readonly times: string;
  readonly descending: string;
  readonly ascending: string;
  readonly sides: string;
  readonly upDown: string;
  readonly horizontal: string;
  readonly vertical: string;
  /** Corners and crossings by the directions of their arms: up 1, right 2, down 4, left 8. */
  readonly joints: Readonly<Record<number, string>>;
  /** Whether characters beyond ASCII may be shown. */
  readonly unicode: boolean;
}

/** For terminals that show UTF-8. */
export const unicodeGlyphs: Glyphs = {
  ramp: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  // Not the full block, so that bars in neighbouring lines stay apart.
  bar: '▆',
  ellipsis: '…',
  dot: '●',
  separator: '·',
  missing: '–',
  times: '×',
  descending: '▼',
  ascending: '▲',
  sides: '←→',
  upDown: '↑↓',
  horizontal: '─',
  vertical: '│',
  joints: { 6: '┌', 12: '┐', 3: '└', 9: '┘', 7: '├', 13: '┤', 14: '┬', 11: '┴', 15: '┼', 10: '─', 5: '│' },
  unicode: true,
};

/** For every other terminal. */
export const asciiGlyphs: Glyphs = {
  ramp: [' ', '_', '.', ':', '-', '=', '+', '*', '#'],
  bar: '#',
  ellipsis: '~',
  dot: '*',
  separator: '-',
  missing: '-',
  times: 'x',
  descending: ' v',
  ascending: ' ^',
  sides: '<>',
  upDown: '^v',
  horizontal: '-',
  vertical: '|',
  joints: Object.fromEntries([3, 6, 7, 9, 11, 12, 13, 14, 15].map((arms) => [arms, '+'])),
  unicode: false,
};

/** A piece of text. */
export function span(text: string, style: TextStyle = 'plain'): Span {
  return { text, style };
}

/** The width of a line in columns. Text from outside must have been made `printable`. */
export function lineWidth(line: StyledLine): number {
  return line.reduce((width, { text }) => width + text.length, 0);
}

/**
 * Text from outside, such as the name of a model, so that each of its characters takes one column and none of them
 * commands the terminal. What cannot be shown becomes a question mark.
 */
export function printable(text: string, glyphs: Glyphs): string {
  // Up to U+024F is Latin; then Greek, Cyrillic, and dashes, quotes and dots. All are one column wide.
  const wanted = glyphs.unicode
    ? /[^\u0020-\u007e\u00a1-\u024f\u0370-\u0373\u0386-\u0481\u2010-\u2026]/gu
    : /[^\u0020-\u007e]/gu;
  return text.replace(wanted, '?').replaceAll('\u00ad', '?');
}

/** Text in exactly so many columns: cut with an ellipsis, or filled with spaces on the right. */
export function fit(text: string, width: number, glyphs: Glyphs): string {
  if (width <= 0) return '';
  return text.length > width ? text.slice(0, width - 1) + glyphs.ellipsis : text.padEnd(width);
}

/** Text in exactly so many columns, on the right of them. */
export function fitRight(text: string, width: number, glyphs: Glyphs): string {
  return text.length > width ? fit(text, width, glyphs) : text.padStart(Math.max(0, width));
}

/** A line in exactly so many columns: cut with an ellipsis, or filled with spaces. */
export function fitLine(line: StyledLine, width: number, glyphs: Glyphs): StyledLine {
  const total = lineWidth(line);
  if (total <= width) return total === width ? line : [...line, span(' '.repeat(width - total))];
  const fitted: Span[] = [];
  let left = width;
  for (const { text, style } of line) {
    if (left === 0) break;
    // The ellipsis stands in the last column, also where a span ends just there.
    const cut = text.length >= left ? fit(`${text} `, left, glyphs) : text;
    fitted.push({ text: cut, style });
    left -= cut.length;
  }
  return fitted;
}

/** Two lines in one of so many columns: one on its left, one on its right, which is dropped if there is no room. */
export function spread(left: StyledLine, right: StyledLine, width: number, glyphs: Glyphs): StyledLine {
  const gap = width - lineWidth(left) - lineWidth(right);
  if (gap < 1) return fitLine(left, width, glyphs);
  return [...left, span(' '.repeat(gap)), ...right];
}
