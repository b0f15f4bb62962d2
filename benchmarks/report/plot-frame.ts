/** Where the data of a plot are drawn, in pixels. */
export const area = { left: 64, top: 44, width: 540, height: 240 };
const size = { width: 640, height: 340 };

/** How values become positions along one axis. */
export interface Axis {
  readonly label: string;
  readonly ticks: readonly number[];
  /** From 0 at the beginning of the axis to 1 at its end. */
  position(value: number): number;
}

/** An axis from 0 or less to a round number. */
export function linearAxis(label: string, values: readonly number[]): Axis {
  const largest = Math.max(...values, 0);
  const smallest = Math.min(...values, 0);
  const step = roundStep((largest - smallest || 1) / 5);
  const start = Math.floor(smallest / step) * step;
  const end = Math.ceil(largest / step) * step || step;
  const ticks = Array.from(
    { length: Math.round((end - start) / step) + 1 },
    (_, index) => start + index * step,
  );
  return { label, ticks, position: (value) => (value - start) / (end - start) };
}

function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= atLeast) ?? 10) * power;
}

/** An axis with one place for each name. */
export function namedAxis(
  label: string,
  names: readonly string[],
): Axis & { readonly names: readonly string[] } {
  return {
    label,
    names,
    ticks: names.map((_, index) => index),
    position: (index) => (index + 0.5) / names.length,
  };
}

/** The horizontal position of a value in pixels. */
export function xOf(axis: Axis, value: number): number {
  return round(area.left + axis.position(value) * area.width);
}

/** The vertical position of a value in pixels. */
export function yOf(axis: Axis, value: number): number {
  return round(area.top + (1 - axis.position(value)) * area.height);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** One series of a plot: its colour is a class of the page. */
export interface SeriesStyle {
  readonly name: string;
  /** The colour: 1 and 2 are those of floor and llmsim. */
  readonly colour: 1 | 2 | 3 | 4;
  readonly dashed?: boolean;
}

/** A plot around marks that are drawn already. */
export function framePlot(
  title: string,
  x: Axis & { readonly names?: readonly string[] },
  y: Axis,
  legend: readonly SeriesStyle[],
  marks: string,
): string {
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  const text = (left: number, top: number, anchor: string, content: string, name = 'tick') =>
    `<text x="${left}" y="${top}" text-anchor="${anchor}" class="${name}">${escapeText(content)}</text>`;
  const grid = y.ticks
    .map((tick) => {
      const at = yOf(y, tick);
      return `<path class="grid" d="M${area.left} ${at}H${right}"/>${text(area.left - 8, at + 4, 'end', showTick(tick))}`;
    })
    .join('');
  const below = x.ticks
    .map((tick) => text(xOf(x, tick), bottom + 18, 'middle', x.names?.[tick] ?? showTick(tick)))
    .join('');
  let legendLeft = area.left;
  const keys = legend
    .map(({ name, colour, dashed }) => {
      const key = `<path class="line c${colour}${dashed === true ? ' dashed' : ''}" d="M${legendLeft} 32h18"/>${text(legendLeft + 24, 36, 'start', name)}`;
      legendLeft += 40 + name.length * 6.5;
      return key;
    })
    .join('');
  return [
    `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeText(title)}">`,
    text(area.left, 16, 'start', title, 'title'),
    keys,
    grid,
    `<path class="axis" d="M${area.left} ${bottom}H${right}"/>`,
    below,
    marks,
    text((area.left + right) / 2, bottom + 42, 'middle', x.label, 'label'),
    `<text transform="translate(14 ${area.top + area.height / 2}) rotate(-90)" text-anchor="middle" class="label">${escapeText(y.label)}</text>`,
    '</svg>',
  ].join('');
}

function showTick(tick: number): string {
  return String(Number(tick.toPrecision(6)));
}

/** Text that may stand in HTML and SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
