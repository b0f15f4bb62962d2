import { historyColumns, knownSeconds, type HistorySecond } from '../stats/history.js';
import { inside, type Chart, type Panel, type Rectangle, type Series } from './panel.js';
import { plotLines, plotMark } from './plot.js';
import { span, type Glyphs, type TextStyle } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/**
 * How far back charts reach, with one point for each second, and how often the time is written under them. The
 * short one is for a dashboard that was started a moment ago.
 */
const spans = {
  short: { seconds: 60, labelSeconds: 15 },
  long: { seconds: 180, labelSeconds: 60 },
} as const;

interface SeriesSource {
  readonly name: string;
  readonly style: TextStyle;
  readonly valueOf: (second: HistorySecond) => number | undefined;
}

interface ChartSource {
  readonly title: string;
  readonly unit: string;
  /** What is drawn where nothing is known: a rate is 0 then, a latency stays what it was. */
  readonly gaps: 'zero' | 'hold';
  readonly series: readonly SeriesSource[];
}

const charts = {
  requests: {
    title: 'Requests',
    unit: 'per second',
    gaps: 'zero',
    series: [{ name: 'requests', style: 'first', valueOf: ({ requests }) => requests }],
  },
  tokens: {
    title: 'Tokens',
    unit: 'per second',
    gaps: 'zero',
    series: [{ name: 'tokens', style: 'second', valueOf: ({ tokens }) => tokens }],
  },
  duration: {
    title: 'Duration',
    unit: 'ms, last minute',
    gaps: 'hold',
    series: [
      { name: 'p99', style: 'third', valueOf: ({ p99 }) => p99 },
      { name: 'p50', style: 'second', valueOf: ({ p50 }) => p50 },
      {
        name: 'mean now',
        style: 'first',
        valueOf: ({ ended, endedMs }) => (ended > 0 ? endedMs / ended : undefined),
      },
    ],
  },
  firstToken: {
    title: 'First token',
    unit: 'ms, last minute',
    gaps: 'hold',
    series: [
      { name: 'p95', style: 'third', valueOf: ({ firstTokenP95 }) => firstTokenP95 },
      { name: 'p50', style: 'second', valueOf: ({ firstTokenP50 }) => firstTokenP50 },
    ],
  },
} as const satisfies Record<string, ChartSource>;

/** The charts there are. */
export type ChartName = keyof typeof charts;

function fillGaps(values: readonly (number | undefined)[], gaps: 'zero' | 'hold'): readonly number[] {
  let last = 0;
  return values.map((value) => {
    const filled = value ?? (gaps === 'hold' ? last : 0);
    last = filled;
    return filled;
  });
}

/**
 * A scale from 0 with two to four steps of 1, 2 or 5 times a power of ten.
 * @param largest - what must fit below its top
 */
export function chartScale(largest: number): { readonly top: number; readonly step: number } {
  if (largest <= 0) return { top: 1, step: 0.5 };
  const least = largest / 4;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
  return { top: Math.ceil(largest / step) * step, step };
}

function ageLabel(seconds: number): string {
  if (seconds === 0) return 'now';
  return seconds % 60 === 0 ? `-${seconds / 60}m` : `-${seconds}s`;
}

function buildChart(context: LiveContext, source: ChartSource): Chart {
  const { history } = context.state;
  const known = knownSeconds(history, context.nowMs);
  const { seconds, labelSeconds } = known <= spans.short.seconds ? spans.short : spans.long;
  const points = seconds + 1;
  const series: readonly Series[] = source.series.map(({ name, style, valueOf }) => ({
    name,
    style,
    values: fillGaps(
      historyColumns(history, {
        nowMs: context.nowMs,
        columns: points,
        secondsPerColumn: 1,
        valueOf,
      }),
      source.gaps,
    ),
  }));
  return {
    series,
    labels: Array.from({ length: points }, (_, index) => {
      const age = seconds - index;
      return age % labelSeconds === 0 ? ageLabel(age) : ' ';
    }),
    // The uppermost dots of a chart are out of its reach.
    ...chartScale(Math.max(...series.flatMap(({ values }) => values)) * 1.15),
  };
}

function legend({ series }: ChartSource, glyphs: Glyphs) {
  if (series.length < 2) return [];
  return series.flatMap(({ name, style }, index) => {
    const mark = glyphs.unicode ? glyphs.horizontal : plotMark(index);
    return [span(`  ${mark} `, style), span(name, 'dim')];
  });
}

/** Lines over the last minute, or three. */
export function chartPanel(context: LiveContext, name: ChartName, area: Rectangle): Panel {
  const { glyphs } = context;
  const source: ChartSource = charts[name];
  const chart = buildChart(context, source);
  const { width, height } = inside(area);
  return {
    title: [span(source.title, 'accent'), span(` ${source.unit}`, 'dim'), ...legend(source, glyphs)],
    area,
    body: glyphs.unicode
      ? { type: 'chart', chart }
      : { type: 'text', lines: plotLines(chart, width, height, glyphs) },
  };
}
