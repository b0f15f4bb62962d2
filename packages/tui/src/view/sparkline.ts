import type { Glyphs } from './styled-text.js';

/**
 * A line of bars, one column for each value. The largest value fills its column; anything above 0 is visible, and
 * what is unknown stays empty.
 * @param scale - the value that fills a column; the largest of the values by default
 */
export function sparkline(
  values: readonly (number | undefined)[],
  glyphs: Glyphs,
  scale = Math.max(0, ...values.map((value) => value ?? 0)),
): string {
  const [empty = ' ', lowest = ' '] = glyphs.ramp;
  const steps = glyphs.ramp.length - 1;
  return values
    .map((value) => {
      if (value === undefined) return empty;
      // A quiet second is a low line, so that it differs from one of which nothing is known.
      if (value <= 0 || scale <= 0) return lowest;
      return glyphs.ramp[Math.max(1, Math.min(steps, Math.round((value / scale) * steps)))] ?? empty;
    })
    .join('');
}

/**
 * Bars over several lines, top line first, for panels with room.
 * @param height - in lines, at least 1
 */
export function tallSparkline(
  values: readonly (number | undefined)[],
  height: number,
  glyphs: Glyphs,
): readonly string[] {
  const steps = glyphs.ramp.length - 1;
  const scale = Math.max(0, ...values.map((value) => value ?? 0));
  return Array.from({ length: height }, (_, line) => {
    const below = (height - 1 - line) * steps;
    return values
      .map((value) => {
        if (value === undefined) return ' ';
        const filled = scale > 0 ? Math.round((value / scale) * steps * height) : 0;
        const here = Math.max(below === 0 ? 1 : 0, Math.min(steps, filled - below));
        return glyphs.ramp[here] ?? ' ';
      })
      .join('');
  });
}
