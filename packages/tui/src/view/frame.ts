import type { Panel } from './panel.js';
import { fitLine, lineWidth, span, type Glyphs, type Span, type StyledLine } from './styled-text.js';

const [up, right, down, leftward] = [1, 2, 4, 8];

/**
 * The frames and titles of panels, as lines of the screen. Where frames meet, their lines join.
 * @param size - of the screen, in columns and lines
 */
export function frameLines(
  panels: readonly Panel[],
  size: { readonly width: number; readonly height: number },
  glyphs: Glyphs,
): readonly StyledLine[] {
  const arms = Array.from({ length: size.height }, () => new Uint8Array(size.width));
  const add = (column: number, line: number, arm: number) => {
    const row = arms[line];
    if (row !== undefined && column < size.width) row[column] = (row[column] ?? 0) | arm;
  };
  for (const { area } of panels) {
    const [bottom, end] = [area.top + area.height - 1, area.left + area.width - 1];
    for (let column = area.left; column < end; column += 1)
      for (const line of [area.top, bottom]) {
        add(column, line, right);
        add(column + 1, line, leftward);
      }
    for (let line = area.top; line < bottom; line += 1)
      for (const column of [area.left, end]) {
        add(column, line, down);
        add(column, line + 1, up);
      }
  }
  const glyphOf = (arm: number) => {
    if (arm === 0) return ' ';
    if (arm === (right | leftward)) return glyphs.horizontal;
    return arm === (up | down) ? glyphs.vertical : (glyphs.joints[arm] ?? ' ');
  };
  return arms.map((row, line) => {
    const text = Array.from(row, glyphOf).join('');
    const titled = panels.filter(({ area, title }) => area.top === line && title.length > 0);
    const spans: Span[] = [];
    let column = 0;
    for (const { area, title } of titled.sort((a, b) => a.area.left - b.area.left)) {
      // Two columns of frame stay visible on either side of the title and its spaces.
      const room = area.width - 6;
      if (room < 1) continue;
      const shown = lineWidth(title) > room ? fitLine(title, room, glyphs) : title;
      spans.push(span(text.slice(column, area.left + 2), 'dim'), span(' '), ...shown, span(' '));
      column = area.left + 2 + lineWidth(shown) + 2;
    }
    return [...spans, span(text.slice(column), 'dim')];
  });
}
