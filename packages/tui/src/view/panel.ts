import type { StyledLine, TextStyle } from './styled-text.js';

/** Columns and lines of the screen, from its top left corner. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A line of a chart. */
export interface Series {
  readonly name: string;
  readonly style: TextStyle;
  /** One value for each point in time, oldest first. */
  readonly values: readonly number[];
}

/** Lines over time. */
export interface Chart {
  readonly series: readonly Series[];
  /** One label for each point in time, as `-40s`. */
  readonly labels: readonly string[];
  /** The top of the scale, above 0. The bottom is 0. */
  readonly top: number;
  /** Between two labels of the scale; `top` is a multiple of it. */
  readonly step: number;
}

/** What is in a panel. */
export type PanelBody =
  | { readonly type: 'text'; readonly lines: readonly StyledLine[] }
  | { readonly type: 'chart'; readonly chart: Chart };

/** A part of the screen with a frame around it. Neighbours share the line between them. */
export interface Panel {
  readonly title: StyledLine;
  /** With the frame. */
  readonly area: Rectangle;
  readonly body: PanelBody;
}

/** The room that a panel has within its frame. */
export function inside({ left, top, width, height }: Rectangle): Rectangle {
  return { left: left + 1, top: top + 1, width: Math.max(0, width - 2), height: Math.max(0, height - 2) };
}

/**
 * Divides an area into neighbours of given shares, each of which shares the line between them.
 * @param shares - relative; the last neighbour takes what is left over by rounding
 */
export function divide(
  area: Rectangle,
  direction: 'columns' | 'rows',
  shares: readonly number[],
): readonly Rectangle[] {
  const extent = (direction === 'columns' ? area.width : area.height) - 1;
  const total = shares.reduce((sum, share) => sum + share, 0);
  let before = 0;
  return shares.map((share) => {
    const start = Math.round((before / total) * extent);
    before += share;
    const end = Math.round((before / total) * extent);
    return direction === 'columns'
      ? { ...area, left: area.left + start, width: end - start + 1 }
      : { ...area, top: area.top + start, height: end - start + 1 };
  });
}
