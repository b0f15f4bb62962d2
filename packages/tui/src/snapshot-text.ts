import type { GroupSnapshot, LatencySnapshot, LatencySummary } from '@llmsim/core';
import type { Capacity, LimitState, RateLimitState, ServerStats } from './stats/server-stats.js';
import { formatAmount, formatCount, formatUptime } from './view/format-number.js';
import { asciiGlyphs, printable } from './view/styled-text.js';

type Row = readonly (string | number)[];

const labelWidth = 14;
const columnWidth = 12;
/** A longer name is not cut, but makes its row wider than the others. */
const longestName = 40;
const latencyColumns = ['avg', 'min', 'p50', 'p95', 'p99', 'max'] as const;

function line(label: string, cells: Row = []): string {
  const text = cells.map((cell) =>
    (typeof cell === 'number' ? formatCount(cell) : cell).padStart(columnWidth),
  );
  return `${label.padEnd(labelWidth)}${text.join('')}`.trimEnd();
}

function pairs(label: string, values: Readonly<Record<string, string>>): string {
  const shown = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  return `${label.padEnd(labelWidth)}${shown.join(', ')}`;
}

function counts(values: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.replaceAll('_', ' '), formatCount(value)]),
  );
}

function latency(label: string, summary: LatencySummary): string {
  return line(
    label,
    latencyColumns.map((column) => (summary.count === 0 ? '-' : formatAmount(summary[column]))),
  );
}

function latencyLines(heading: string, measured: LatencySnapshot): readonly string[] {
  return [
    line(
      heading,
      latencyColumns.map((column) => `${column} ms`),
    ),
    latency('duration', measured.duration_ms),
    latency('first token', measured.time_to_first_token_ms),
    latency('inter-token', measured.inter_token_ms),
  ];
}

/** A table of models or endpoints, the busiest first, whose columns are as wide as what they hold. */
function groupLines(by: string, groups: Readonly<Record<string, GroupSnapshot>>): readonly string[] {
  const sorted = Object.entries(groups).sort((a, b) => b[1].requests - a[1].requests);
  if (sorted.length === 0) return [];
  const rows = [
    [by, 'requests', 'active', 'errors', 'input', 'output', 'avg ms'],
    ...sorted.map(([name, group]) => [
      printable(name, asciiGlyphs),
      ...[group.requests, group.active, group.errors, group.input_tokens, group.output_tokens].map(
        formatCount,
      ),
      formatAmount(group.avg_latency_ms),
    ]),
  ];
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = rows[0]?.map((_, column) => widthOf(column)) ?? [];
  const nameWidth = Math.max(labelWidth - 2, Math.min(longestName, widths[0] ?? 0));
  return [
    '',
    ...rows.map(([name = '', ...cells]) =>
      [name.padEnd(nameWidth), ...cells.map((cell, index) => cell.padStart(widths[index + 1] ?? 0))].join(
        '  ',
      ),
    ),
  ];
}

function rateLimitLines(limits: RateLimitState | undefined): readonly string[] {
  if (limits === undefined) return [`${'rate limits'.padEnd(labelWidth)}none`];
  const left = (name: string, state: LimitState | undefined) =>
    state === undefined ? [] : [`${formatCount(state.remaining)} of ${formatCount(state.limit)} ${name}`];
  return [
    pairs(
      'rate limits',
      counts({ 'refused by requests': limits.refused.requests, 'by tokens': limits.refused.tokens }),
    ),
    ...limits.latest.map(({ key, model, requests, tokens, inputTokens, outputTokens }) => {
      const name = printable(`${model} ${key}`.trim(), asciiGlyphs);
      const amounts = [
        ...left('requests', requests),
        ...left('tokens', tokens),
        ...left('input tokens', inputTokens),
        ...left('output tokens', outputTokens),
      ];
      return `${' '.repeat(labelWidth)}${name}: ${amounts.join(', ')} left`;
    }),
  ];
}

function capacityLines(capacities: readonly Capacity[]): readonly string[] {
  if (capacities.length === 0) return [];
  const used = capacities.map(({ name, used, limit }) => [
    name,
    `${formatCount(used)} of ${formatCount(limit)}`,
  ]);
  return [pairs('in use', Object.fromEntries(used) as Record<string, string>)];
}

/** The statistics of a server as text for people, in ASCII, ending with a line feed. */
export function snapshotText(url: string, stats: ServerStats): string {
  const { snapshot, version, profile, capacities, rateLimits } = stats;
  const { by_status: byStatus, ...errors } = snapshot.errors;
  const { scheduler } = snapshot;
  const plain = (text: string) => printable(text, asciiGlyphs);
  return [
    pairs('llmsim', {
      ...(version === undefined ? {} : { version: plain(version) }),
      at: url,
      ...(profile === undefined ? {} : { profile: plain(profile) }),
      up: formatUptime(snapshot.uptime_secs),
    }),
    '',
    pairs('requests', {
      ...counts({
        total: snapshot.total_requests,
        active: snapshot.active_requests,
        streaming: snapshot.streaming_requests,
        'non-streaming': snapshot.non_streaming_requests,
      }),
      'per second (60 s)': formatAmount(snapshot.requests_per_second),
    }),
    pairs('tokens', {
      ...counts({
        input: snapshot.prompt_tokens,
        output: snapshot.completion_tokens,
        total: snapshot.total_tokens,
        abandoned: snapshot.tokens.abandoned,
        'in chunks': snapshot.chunks,
      }),
      'per second (60 s)': formatAmount(snapshot.tokens_per_second),
    }),
    pairs('outcomes', counts(snapshot.outcomes)),
    pairs('errors', counts({ total: snapshot.total_errors, ...errors })),
    ...(Object.keys(byStatus).length === 0 ? [] : [pairs('by status', counts(byStatus))]),
    ...capacityLines(capacities),
    ...rateLimitLines(rateLimits),
    pairs('scheduler', {
      verdict: scheduler.verdict,
      'lag p50': `${formatAmount(scheduler.lag_ms.p50)} ms`,
      p95: `${formatAmount(scheduler.lag_ms.p95)} ms`,
      p99: `${formatAmount(scheduler.lag_ms.p99)} ms`,
      ...(scheduler.worst.ago_secs === null
        ? {}
        : { worst: `${scheduler.worst.verdict} ${formatUptime(scheduler.worst.ago_secs)} ago` }),
    }),
    '',
    ...latencyLines('last minute', snapshot.latency.last_minute),
    '',
    ...latencyLines('since start', snapshot.latency),
    ...groupLines('model', snapshot.models),
    ...groupLines('endpoint', snapshot.endpoints),
    '',
  ].join('\n');
}
