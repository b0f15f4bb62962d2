import { framePlot, linearAxis, xOf, yOf, type SeriesStyle } from './plot-frame.ts';

/** A line through points. */
export interface LineSeries extends SeriesStyle {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether each point has a dot. */
  readonly dots?: boolean;
}

/** Lines over a common axis, as an SVG element. */
export function plotLines(
  title: string,
  xLabel: string,
  yLabel: string,
  series: readonly LineSeries[],
): string {
  const points = series.flatMap((line) => line.points);
  const x = linearAxis(
    xLabel,
    points.map(([value]) => value),
  );
  const y = linearAxis(
    yLabel,
    points.map(([, value]) => value),
  );
  const marks = series
    .map((line) => {
      const place = line.points.map(([left, top]) => `${xOf(x, left)} ${yOf(y, top)}`);
      const dots = line.dots === true ? line.points : [];
      return [
        `<path class="line c${line.colour}${line.dashed === true ? ' dashed' : ''}" d="M${place.join('L')}"/>`,
        ...dots.map(
          ([left, top]) =>
            `<circle class="dot c${line.colour}" r="4" cx="${xOf(x, left)}" cy="${yOf(y, top)}"><title>${left}: ${Number(top.toPrecision(4))}</title></circle>`,
        ),
      ].join('');
    })
    .join('');
  return framePlot(title, x, y, series, marks);
}
