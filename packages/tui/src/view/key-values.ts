import { formatAmount, formatCount, formatShort } from './format-number.js';
import { fitLine, span, type Glyphs, type StyledLine, type TextStyle } from './styled-text.js';

/** A label and its number. */
export interface KeyValue {
  readonly label: string;
  readonly value: number;
  /** A rate has decimals while it is small, a count never. */
  readonly kind: 'count' | 'rate';
  /** How the number looks when it is not 0; strong by default. */
  readonly style?: TextStyle;
}

/** Labels on the left, numbers on the right, one to a line. A number without room is abbreviated. */
export function keyValueLines(
  rows: readonly KeyValue[],
  width: number,
  glyphs: Glyphs,
): readonly StyledLine[] {
  const longest = Math.max(...rows.map(({ label }) => label.length));
  const margin = width >= longest + 10 ? 1 : 0;
  return rows.map(({ label, value, kind, style = 'strong' }) => {
    const room = width - label.length - 1 - 2 * margin;
    const full = kind === 'count' ? formatCount(value) : formatAmount(value);
    const text = full.length <= room ? full : formatShort(value);
    const gap = ' '.repeat(Math.max(1, width - 2 * margin - label.length - text.length));
    return fitLine(
      [
        span(' '.repeat(margin) + label + gap, 'dim'),
        span(text, value === 0 ? 'dim' : style),
        span(' '.repeat(margin)),
      ],
      width,
      glyphs,
    );
  });
}
