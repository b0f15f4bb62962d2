import type { LatencySnapshot, LatencySummary } from '@llmsim/core';
import { formatAge, formatAmount, formatShort } from './format-number.js';
import { limitLines } from './limits-panel.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, fitRight, span, type Span, type StyledLine, type TextStyle } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/**
 * What is said of the last minute, and of the time since the start: with all room, with less, with little. Each needs
 * columns of some width.
 */
const layouts = [
  { recent: ['avg', 'p50', 'p95', 'p99'], all: ['avg', 'p50', 'p95', 'p99', 'max'], least: 7 },
  { recent: ['p50', 'p95', 'p99'], all: ['p50', 'p95', 'p99', 'max'], least: 5 },
  { recent: ['p50', 'p95', 'p99'], all: ['p50', 'p99'], least: 5 },
] as const;

const recentHeading = ' last minute';
const allHeading = '  start';
/** Five characters hold every number, abbreviated if need be. */
const [narrowestColumn, widestColumn] = [5, 9];

/**
 * Duration, time to first token and inter-token latency in milliseconds: percentiles of the last minute, and beside
 * them those since the start.
 */
export function latencyPanel(context: LiveContext, area: Rectangle): Panel {
  const { glyphs } = context;
  const { width, height } = inside(area);
  const { latency } = context.stats.snapshot;
  const free = width - recentHeading.length - allHeading.length - 1;
  const widthOf = ({ recent, all }: (typeof layouts)[number]) =>
    Math.floor(free / (recent.length + all.length));
  const layout = layouts.find((candidate) => widthOf(candidate) >= candidate.least) ?? layouts[2];
  const columnWidth = Math.max(narrowestColumn, Math.min(widestColumn, widthOf(layout)));
  const cells = (summary: LatencySummary, columns: readonly (keyof LatencySummary)[]) =>
    columns.map((column): Span => {
      if (summary.count === 0) return span(fitRight(glyphs.missing, columnWidth, glyphs), 'dim');
      const text = formatAmount(summary[column]);
      return span(
        fitRight(text.length < columnWidth ? text : formatShort(summary[column]), columnWidth, glyphs),
      );
    });
  const row = (label: string, name: keyof LatencySnapshot): StyledLine => [
    span(fit(` ${label}`, recentHeading.length, glyphs), 'dim'),
    ...cells(latency.last_minute[name], layout.recent),
    span(' '.repeat(allHeading.length)),
    ...cells(latency[name], layout.all),
  ];
  const names = (columns: readonly string[]) =>
    columns.map((column) => span(fitRight(column, columnWidth, glyphs), 'dim'));
  const lines: readonly StyledLine[] = [
    [
      span(recentHeading, 'strong'),
      ...names(layout.recent),
      span(allHeading, 'strong'),
      ...names(layout.all),
    ],
    row('duration', 'duration_ms'),
    row('first token', 'time_to_first_token_ms'),
    row('inter-token', 'inter_token_ms'),
  ];
  return {
    title: [span('Latency', 'accent'), span(' ms', 'dim')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
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

/** What a verdict means, for those who see one that is not `ok`. */
const verdictMeanings = {
  ok: undefined,
  degraded: { long: 'over 1 % of events 10 ms late', short: '> 1 % 10 ms late' },
  invalid: { long: 'over 1 % of events 50 ms late', short: '> 1 % 50 ms late' },
} as const;

/** How the server keeps to its schedule, and the worst that it was since its start, with its time. */
function verdictLine(context: LiveContext, width: number): StyledLine {
  const { verdict, worst } = context.stats.snapshot.scheduler;
  const meaning = verdictMeanings[verdict];
  const before: StyledLine =
    worst.ago_secs === null || worst.verdict === verdict
      ? []
      : [
          span('  was ', 'dim'),
          span(worst.verdict, verdictStyles[worst.verdict]),
          span(` ${formatAge(worst.ago_secs)} ago`, 'dim'),
        ];
  return [
    span(' '),
    verdictSpan(context),
    ...(meaning === undefined ? before : [span(` ${width < 44 ? meaning.short : meaning.long}`, 'dim')]),
  ];
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
    verdictLine(context, width),
    lagRow(shownPairs),
    ...limitLines(context),
  ];
  return {
    title: [span('Scheduler and limits', 'accent')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
