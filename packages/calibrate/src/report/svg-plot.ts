import { showNumber } from './describe-fit.js';

/** A line of a plot. */
export interface PlotLine {
  readonly name: string;
  /** A class of the page's style. */
  readonly style: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A plot of lines over two axes. */
export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PlotLine[];
}

/** One axis. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Whether equal distances are equal factors; `from` must be above 0 then. */
  readonly isLogarithmic?: boolean | undefined;
  readonly show?: ((value: number) => string) | undefined;
}

const size = { width: 460, height: 300, left: 56, right: 12, top: 30, bottom: 44 };

/** A plot as a drawing in SVG. */
export function drawPlot({ title, x, y, lines }: Plot): string {
  const innerWidth = size.width - size.left - size.right;
  const innerHeight = size.height - size.top - size.bottom;
  const placeX = (value: number) => size.left + innerWidth * shareOf(x, value);
  const placeY = (value: number) => size.top + innerHeight * (1 - shareOf(y, value));
  const bottom = size.top + innerHeight;
  const marksX = ticksOf(x).map((value) => {
    const at = fixed(placeX(value));
    return `<line class="grid" x1="${at}" y1="${size.top}" x2="${at}" y2="${bottom}"/><text x="${at}" y="${bottom + 16}" text-anchor="middle">${showTick(x, value)}</text>`;
  });
  const marksY = ticksOf(y).map((value) => {
    const at = fixed(placeY(value));
    return `<line class="grid" x1="${size.left}" y1="${at}" x2="${size.width - size.right}" y2="${at}"/><text x="${size.left - 6}" y="${at}" dy="4" text-anchor="end">${showTick(y, value)}</text>`;
  });
  const drawn = lines.map(
    ({ style, points }) =>
      `<polyline class="line ${style}" points="${points.map(([px, py]) => `${fixed(placeX(px))},${fixed(placeY(py))}`).join(' ')}"/>`,
  );
  const legend = lines.map(
    ({ name, style }, index) =>
      `<line class="line ${style}" x1="${size.left + 8}" x2="${size.left + 28}" y1="${size.top + 14 + 16 * index}" y2="${size.top + 14 + 16 * index}"/><text x="${size.left + 34}" y="${size.top + 18 + 16 * index}">${escapeText(name)}</text>`,
  );
  return [
    `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeText(title)}">`,
    `<text class="title" x="${size.left}" y="18">${escapeText(title)}</text>`,
    ...marksX,
    ...marksY,
    ...drawn,
    ...legend,
    `<text x="${size.left + innerWidth / 2}" y="${size.height - 8}" text-anchor="middle">${escapeText(x.label)}</text>`,
    `<text transform="translate(12 ${size.top + innerHeight / 2}) rotate(-90)" text-anchor="middle">${escapeText(y.label)}</text>`,
    '</svg>',
  ].join('\n');
}

function shareOf({ from, to, isLogarithmic = false }: Axis, value: number): number {
  const share = isLogarithmic
    ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return Math.min(1, Math.max(0, share));
}

function ticksOf({ from, to, isLogarithmic = false }: Axis): readonly number[] {
  if (isLogarithmic) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power += 1) {
      for (const factor of [1, 2, 5]) {
        const tick = factor * 10 ** power;
        if (tick >= from && tick <= to) ticks.push(tick);
      }
    }
    const every = Math.ceil(ticks.length / 8);
    return ticks.filter((_, index) => index % every === 0);
  }
  return Array.from({ length: 5 }, (_, index) => from + ((to - from) * index) / 4);
}

function showTick({ show = showNumber }: Axis, value: number): string {
  return escapeText(show(value));
}

function fixed(value: number): string {
  return value.toFixed(1);
}

/** Text in HTML and SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
