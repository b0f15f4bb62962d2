import type { Glyphs } from './styled-text.js';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A horizontal bar, to an eighth of a column where the terminal can show that. Anything above 0 is visible.
 * @param share - 0 to 1 of the width
 * @param width - in columns
 */
export function horizontalBar(share: number, width: number, glyphs: Glyphs): string {
  const bounded = Math.max(0, Math.min(1, share));
  if (bounded === 0 || width <= 0) return '';
  if (!glyphs.unicode) return glyphs.bar.repeat(Math.max(1, Math.round(bounded * width)));
  const units = Math.max(1, Math.round(bounded * width * 8));
  return glyphs.bar.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
}
