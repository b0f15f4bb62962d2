import { formatShort } from './format-number.js';
import type { Chart } from './panel.js';
import { fitRight, span, type Glyphs, type Span, type StyledLine } from './styled-text.js';

const labelWidth = 6;
const marks = ['*', '+', 'o'];

/** What the line of a series is made of. */
export function plotMark(series: number): string {
  return marks[series % marks.length] ?? '*';
}

/** The labels under the plot that do not run into each other. */
function labelLine(labels: readonly string[], plotWidth: number): string {
  const cells = new Array<string>(plotWidth).fill(' ');
  let free = 0;
  labels.forEach((label, index) => {
    const column = Math.floor((index / Math.max(1, labels.length - 1)) * (plotWidth - 1));
    if (label.trim() === '' || column < free || column + label.length > plotWidth) return;
    cells.splice(column, label.length, ...Array.from(label));
    free = column + label.length + 1;
  });
  return cells.join('');
}

/** A chart in plain characters, for terminals that cannot show the dots of the others. */
export function plotLines(
  chart: Chart,
  width: number,
  height: number,
  glyphs: Glyphs,
): readonly StyledLine[] {
  const plotWidth = width - labelWidth - 2;
  const plotHeight = height - 2;
  if (plotWidth < 4 || plotHeight < 2) return [];
  const cells = Array.from({ length: plotHeight }, () => new Array<number>(plotWidth).fill(-1));
  chart.series.forEach(({ values }, series) => {
    for (let column = 0; column < plotWidth; column += 1) {
      const value = values[Math.round((column / (plotWidth - 1)) * (values.length - 1))];
      if (value === undefined) continue;
      const line = Math.round((1 - Math.min(1, value / chart.top)) * (plotHeight - 1));
      const row = cells[line];
      if (row !== undefined) row[column] = series;
    }
  });
  const labels = new Map<number, string>();
  for (let value = 0; value <= chart.top * 1.001; value += chart.step)
    labels.set(Math.round((1 - Math.min(1, value / chart.top)) * (plotHeight - 1)), formatShort(value));
  const rows = cells.map((row, line): StyledLine => {
    const label = fitRight(labels.get(line) ?? '', labelWidth, glyphs);
    const spans: Span[] = [span(`${label} |`, 'dim')];
    for (const series of row)
      spans.push(series < 0 ? span(' ') : span(plotMark(series), chart.series[series]?.style));
    return spans;
  });
  return [
    ...rows,
    [span(`${' '.repeat(labelWidth)} +${'-'.repeat(plotWidth)}`, 'dim')],
    [span(`${' '.repeat(labelWidth + 2)}${labelLine(chart.labels, plotWidth)}`, 'dim')],
  ];
}
