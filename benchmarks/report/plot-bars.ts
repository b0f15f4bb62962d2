import { area, framePlot, linearAxis, namedAxis, xOf, yOf, type SeriesStyle } from './plot-frame.ts';

/** One bar for each group. */
export interface BarSeries extends SeriesStyle {
  readonly values: readonly number[];
}

/** Bars side by side in groups, as an SVG element. Values that are not known have no bar. */
export function plotBars(
  title: string,
  groups: readonly string[],
  yLabel: string,
  series: readonly BarSeries[],
): string {
  const x = namedAxis('', groups);
  const y = linearAxis(
    yLabel,
    series.flatMap(({ values }) => values.filter(Number.isFinite)),
  );
  const groupWidth = Math.min(160, area.width / groups.length) * 0.8;
  const width = groupWidth / series.length - 2;
  const marks = series
    .flatMap(({ values, colour }, place) =>
      values.map((value, group) => {
        if (!Number.isFinite(value)) return '';
        const left = xOf(x, group) - groupWidth / 2 + place * (width + 2);
        const top = yOf(y, value);
        const shown = Number(value.toPrecision(3));
        return `<rect class="bar c${colour}" x="${left.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${(yOf(y, 0) - top).toFixed(1)}"/><text class="tick" text-anchor="middle" x="${(left + width / 2).toFixed(1)}" y="${top - 4}">${shown}</text>`;
      }),
    )
    .join('');
  return framePlot(title, x, y, series, marks);
}
