// blessed-contrib has types, but only for its index, which loads every widget and all of their dependencies.
declare module 'blessed-contrib/lib/widget/charts/line.js' {
  import type { Widgets } from 'blessed';

  /** A colour's name or number, or `normal` for the colour of the terminal. */
  type LineColor = string | number;

  interface LineOptions extends Widgets.BoxOptions {
    style?: { line?: LineColor; text?: LineColor; baseline?: LineColor };
    minY?: number;
    maxY?: number;
    numYLabels?: number;
    showNthLabel?: number;
    xLabelPadding?: number;
    xPadding?: number;
    abbreviate?: boolean;
    wholeNumbersOnly?: boolean;
  }

  interface LineData {
    title: string;
    x: string[];
    y: number[];
    style?: { line?: LineColor };
  }

  interface LineWidget extends Widgets.BoxElement {
    options: LineOptions;
    /** The size of the drawing in dots: two to a column, four to a line. */
    canvasSize: { width: number; height: number };
    calcSize(): void;
    setData(data: LineData[]): void;
  }

  function line(options: LineOptions): LineWidget;
  export default line;
}
