import { recentRate, type HistorySecond } from '../stats/history.js';
import { formatAmount, formatCount, formatShort } from './format-number.js';
import { keyValueLines, type KeyValue } from './key-values.js';
import { rateLimitLine } from './limits-panel.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fitLine, span, type Glyphs, type Span, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** Over so many seconds "now" is averaged, so that it can be read and still moves. */
const nowSeconds = 5;

/** The rate of now, which the dashboard measures, and that of the last minute, which the server says. */
function rateRows(
  { state, nowMs }: LiveContext,
  valueOf: (second: HistorySecond) => number,
  lastMinute: number,
): readonly KeyValue[] {
  const now = recentRate(state.history, nowMs, nowSeconds, valueOf);
  return [
    { label: `per s, ${nowSeconds} s`, value: now, kind: 'rate' },
    { label: 'per s, 60 s', value: lastMinute, kind: 'rate' },
  ];
}

function counterPanel(title: StyledLine, rows: readonly KeyValue[], area: Rectangle, glyphs: Glyphs): Panel {
  const { width, height } = inside(area);
  return { title, area, body: { type: 'text', lines: keyValueLines(rows, width, glyphs).slice(0, height) } };
}

/** What the server had counted before it was started anew stays visible beside the title. */
function titleWithEarlier(title: string, context: LiveContext, count: number, width: number): StyledLine {
  if (context.state.earlier.restarts === 0) return [span(title, 'accent')];
  const long = ` + ${formatCount(count)} before restart`;
  const before = title.length + long.length + 6 <= width ? long : ` +${formatShort(count)}`;
  return [span(title, 'accent'), span(before, 'dim')];
}

/** Requests: all, active, by kind, per second. */
export function requestsPanel(context: LiveContext, area: Rectangle): Panel {
  const { snapshot } = context.stats;
  const { earlier } = context.state;
  const rows: readonly KeyValue[] = [
    { label: 'total', value: snapshot.total_requests, kind: 'count' },
    { label: 'active', value: snapshot.active_requests, kind: 'count', style: 'accent' },
    { label: 'streaming', value: snapshot.streaming_requests, kind: 'count' },
    { label: 'non-streaming', value: snapshot.non_streaming_requests, kind: 'count' },
    ...rateRows(context, ({ requests }) => requests, snapshot.requests_per_second),
  ];
  return counterPanel(
    titleWithEarlier('Requests', context, earlier.requests, area.width),
    rows,
    area,
    context.glyphs,
  );
}

/** Tokens: in, out and in how many chunks of streams, per second. */
export function tokensPanel(context: LiveContext, area: Rectangle): Panel {
  const { snapshot } = context.stats;
  const { earlier } = context.state;
  const rows: readonly KeyValue[] = [
    { label: 'input', value: snapshot.prompt_tokens, kind: 'count' },
    { label: 'output', value: snapshot.completion_tokens, kind: 'count' },
    { label: 'in chunks', value: snapshot.chunks, kind: 'count' },
    { label: 'abandoned', value: snapshot.tokens.abandoned, kind: 'count', style: 'warn' },
    ...rateRows(context, ({ tokens }) => tokens, snapshot.tokens_per_second),
  ];
  return counterPanel(
    titleWithEarlier('Tokens', context, earlier.tokens, area.width),
    rows,
    area,
    context.glyphs,
  );
}

function outcomeRows({ stats }: LiveContext): readonly KeyValue[] {
  const { outcomes } = stats.snapshot;
  return [
    { label: 'completed', value: outcomes.completed, kind: 'count', style: 'good' },
    { label: 'failed', value: outcomes.failed, kind: 'count', style: 'bad' },
    { label: 'cancelled', value: outcomes.cancelled, kind: 'count', style: 'warn' },
    { label: 'disconnected', value: outcomes.disconnected, kind: 'count', style: 'warn' },
    { label: 'lost', value: outcomes.lost, kind: 'count', style: 'bad' },
  ];
}

/** How requests ended. */
export function outcomesPanel(context: LiveContext, area: Rectangle): Panel {
  return counterPanel([span('Outcomes', 'accent')], outcomeRows(context), area, context.glyphs);
}

function errorRows({ stats }: LiveContext): readonly KeyValue[] {
  const { errors } = stats.snapshot;
  return [
    { label: 'rate limit', value: errors.rate_limit, kind: 'count', style: 'bad' },
    { label: 'server', value: errors.server, kind: 'count', style: 'bad' },
    { label: 'timeout', value: errors.timeout, kind: 'count', style: 'bad' },
    { label: 'other', value: errors.other, kind: 'count', style: 'bad' },
  ];
}

/** `429×12`, for each status there was, the most frequent first, as many as fit. */
function statusLine(context: LiveContext, width: number): StyledLine {
  const { glyphs } = context;
  const statuses = Object.entries(context.stats.snapshot.errors.by_status)
    .sort((a, b) => b[1] - a[1])
    .map(([status, count]) => `${status}${glyphs.times}${formatCount(count)}`);
  const fitting = statuses.filter((_, index) => statuses.slice(0, index + 1).join('  ').length + 1 < width);
  return fitLine([span(` ${fitting.join('  ')}`, 'dim')], width, glyphs);
}

/** Errors by kind and by status. */
export function errorsPanel(context: LiveContext, area: Rectangle): Panel {
  const { width, height } = inside(area);
  const { total_errors: total } = context.stats.snapshot;
  const rows: readonly KeyValue[] = [
    ...errorRows(context),
    { label: 'total', value: total, kind: 'count', style: 'bad' },
  ];
  const lines = [...keyValueLines(rows, width, context.glyphs), statusLine(context, width)];
  return {
    title: titleWithEarlier('Errors', context, context.state.earlier.errors, area.width),
    area,
    body: { type: 'text', lines: lines.slice(0, height) },
  };
}

/** Labels and numbers in one line. */
function inlineSpans(rows: readonly KeyValue[]): readonly Span[] {
  return rows.flatMap(({ label, value, kind, style = 'strong' }) => [
    span(` ${label} `, 'dim'),
    span(kind === 'count' ? formatCount(value) : formatAmount(value), value === 0 ? 'dim' : style),
  ]);
}

/** Outcomes, errors and the scheduler's lag in a line each, for terminals without room for more. */
export function outcomesAndErrorsPanel(context: LiveContext, area: Rectangle): Panel {
  const { width, height } = inside(area);
  const { glyphs } = context;
  const { lag_ms: lag } = context.stats.snapshot.scheduler;
  const lines = [
    // Of the rarer outcomes those that there were, so that none is cut.
    fitLine(
      inlineSpans(outcomeRows(context).filter(({ value }, index) => index < 2 || value > 0)),
      width,
      glyphs,
    ),
    fitLine(inlineSpans(errorRows(context)), width, glyphs),
    fitLine(
      [
        ...inlineSpans([
          { label: 'lag ms p50', value: lag.p50, kind: 'rate' },
          { label: 'p99', value: lag.p99, kind: 'rate' },
        ]),
        ...rateLimitLine(context),
      ],
      width,
      glyphs,
    ),
  ];
  return {
    title: [span('Outcomes and errors', 'accent')],
    area,
    body: { type: 'text', lines: lines.slice(0, height) },
  };
}
