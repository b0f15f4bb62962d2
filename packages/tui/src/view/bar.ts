import type { Glyphs } from './styled-text.js';

/**
 * A horizontal bar. Anything above 0 is visible.
 * @param share - 0 to 1 of the width
 * @param width - in columns
 */
export function horizontalBar(share: number, width: number, glyphs: Glyphs): string {
  if (share <= 0 || width <= 0) return '';
  return glyphs.bar.repeat(Math.max(1, Math.round(Math.min(1, share) * width)));
}
