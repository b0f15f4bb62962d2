import {
  historyColumns,
  knownSeconds,
  recentPeak,
  recentRate,
  type HistorySecond,
} from '../stats/history.js';
import { formatAmount, formatUptime } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { sparkline, tallSparkline } from './sparkline.js';
import { fitLine, fitRight, span, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** Sparklines reach back at least so far, once so much is known; until then a column is a second. */
const leastSeconds = 180;

const rates = {
  requests: {
    title: 'Requests per second',
    style: 'first',
    valueOf: ({ requests }: HistorySecond) => requests,
  },
  tokens: { title: 'Tokens per second', style: 'second', valueOf: ({ tokens }: HistorySecond) => tokens },
} as const;

function columnsOf(context: LiveContext, rate: keyof typeof rates, width: number) {
  const { nowMs, state } = context;
  const known = knownSeconds(state.history, nowMs);
  const secondsPerColumn = known <= width ? 1 : Math.ceil(leastSeconds / width);
  const seconds = Math.min(known, width * secondsPerColumn);
  const values = historyColumns(state.history, {
    nowMs,
    columns: width,
    secondsPerColumn,
    valueOf: rates[rate].valueOf,
  });
  return { values, seconds };
}

/** Requests or tokens per second over the last minutes, as bars over the whole panel. */
export function sparklinePanel(context: LiveContext, rate: keyof typeof rates, area: Rectangle): Panel {
  const { width, height } = inside(area);
  const { title, style, valueOf } = rates[rate];
  const { values, seconds } = columnsOf(context, rate, width);
  const now = formatAmount(recentRate(context.state.history, context.nowMs, 1, valueOf));
  const peak = formatAmount(recentPeak(context.state.history, context.nowMs, seconds, valueOf));
  const lines = tallSparkline(values, height, context.glyphs).map((line): StyledLine => [span(line, style)]);
  return {
    title: [
      span(title, 'accent'),
      span(` ${context.glyphs.separator} `, 'dim'),
      span(now, 'strong'),
      span(
        ` ${context.glyphs.separator} peak ${peak} ${context.glyphs.separator} last ${formatUptime(seconds)}`,
        'dim',
      ),
    ],
    area,
    body: { type: 'text', lines },
  };
}

/** Requests and tokens per second in a line each. */
export function throughputPanel(context: LiveContext, area: Rectangle): Panel {
  const { glyphs } = context;
  const { width } = inside(area);
  const [labelWidth, valueWidth] = [12, 9];
  const graphWidth = width - labelWidth - valueWidth - 1;
  const line = (rate: keyof typeof rates): StyledLine => {
    const { values } = columnsOf(context, rate, graphWidth);
    const now = formatAmount(recentRate(context.state.history, context.nowMs, 1, rates[rate].valueOf));
    return fitLine(
      [
        span(` ${rate}/s`.padEnd(labelWidth), 'dim'),
        span(sparkline(values, glyphs), rates[rate].style),
        span(fitRight(now, valueWidth, glyphs), 'strong'),
      ],
      width,
      glyphs,
    );
  };
  const { seconds } = columnsOf(context, 'requests', graphWidth);
  return {
    title: [span('Throughput', 'accent'), span(` ${glyphs.separator} last ${formatUptime(seconds)}`, 'dim')],
    area,
    body: { type: 'text', lines: [line('requests'), line('tokens')] },
  };
}
