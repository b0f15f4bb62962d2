import type { LatencySummary } from '@llmsim/core';
import { formatAmount, formatCount, formatShort } from './format-number.js';
import { limitLines } from './limits-panel.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, fitRight, span, type Span, type StyledLine, type TextStyle } from './styled-text.js';
import type { LiveContext } from './view-context.js';

const columns = ['avg', 'min', 'p50', 'p95', 'p99', 'max'] as const;
const labelWidth = 12;

/** Duration, time to first token and time between tokens: average, extremes and percentiles, in milliseconds. */
export function latencyPanel(context: LiveContext, area: Rectangle): Panel {
  const { glyphs } = context;
  const { width, height } = inside(area);
  const { latency } = context.stats.snapshot;
  const columnWidth = Math.floor((width - labelWidth - 1) / columns.length);
  const cell = (value: number) => {
    const text = formatAmount(value);
    return fitRight(text.length < columnWidth ? text : formatShort(value), columnWidth, glyphs);
  };
  const row = (label: string, summary: LatencySummary): StyledLine =>
    fitLine(
      [
        span(fit(` ${label}`, labelWidth, glyphs), 'dim'),
        ...columns.map((column): Span => {
          if (summary.count === 0) return span(fitRight(glyphs.missing, columnWidth, glyphs), 'dim');
          return span(cell(summary[column]), column === 'avg' ? 'strong' : 'plain');
        }),
      ],
      width,
      glyphs,
    );
  const heading: StyledLine = [
    span(' '.repeat(labelWidth)),
    ...columns.map((column) => span(fitRight(column, columnWidth, glyphs), 'dim')),
  ];
  const lines = [
    fitLine(heading, width, glyphs),
    row('duration', latency.duration_ms),
    row('first token', latency.time_to_first_token_ms),
    row('inter-token', latency.inter_token_ms),
  ];
  return {
    title: [span('Latency', 'accent'), span(' ms', 'dim')],
    area,
    body: { type: 'text', lines: lines.slice(0, height) },
  };
}

const verdictStyles = { ok: 'good', degraded: 'warn', invalid: 'bad' } as const satisfies Record<
  string,
  TextStyle
>;

/** `● ok` in the colour of the verdict. */
export function verdictSpan(context: LiveContext): Span {
  const { verdict } = context.stats.snapshot.scheduler;
  return span(`${context.glyphs.dot} ${verdict}`, verdictStyles[verdict]);
}

/** How late the server itself is, and what its limiter is doing. */
export function schedulerPanel(context: LiveContext, area: Rectangle): Panel {
  const { glyphs } = context;
  const { width, height } = inside(area);
  const { scheduler } = context.stats.snapshot;
  const { lag_ms: lag } = scheduler;
  const lagRow = (pairs: readonly (readonly [string, number])[]): StyledLine => [
    span(' lag ms', 'dim'),
    ...pairs.flatMap(([name, value]) => [span(`  ${name} `, 'dim'), span(formatAmount(value), 'strong')]),
  ];
  const lagPairs = [
    ['p50', lag.p50],
    ['p95', lag.p95],
    ['p99', lag.p99],
    ['max', lag.max],
  ] as const;
  const shownPairs = width >= 52 ? lagPairs : lagPairs.filter(([name]) => name === 'p50' || name === 'p99');
  const lines: readonly StyledLine[] = [
    [
      span(' '),
      verdictSpan(context),
      span(scheduler.window_secs > 0 ? `  over ${formatCount(scheduler.window_secs)} s` : '', 'dim'),
    ],
    lagRow(shownPairs),
    ...limitLines(context),
  ];
  return {
    title: [span('Scheduler and limits', 'accent')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
