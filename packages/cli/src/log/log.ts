import type { FinishedRequest } from '@llmsim/core';
import { jsonEntry, prettyEntry, type LogEntry } from './log-entry.js';

/** What is logged, from nothing to everything; each level has what the ones before it have. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** @see logLevels */
export type LogLevel = (typeof logLevels)[number];

/** How a line of the log is written: for people, or as JSON for programs. */
export const logFormats = ['pretty', 'json'] as const;

/** @see logFormats */
export type LogFormat = (typeof logFormats)[number];

/** Takes down what happens. */
export interface Log {
  /** Defects of llmsim itself. */
  error(message: string): void;
  /** What somebody should look at. */
  warn(message: string): void;
  /** What happens to the server as a whole. */
  info(message: string): void;
  /** One finished request, at level `debug`. */
  request(request: FinishedRequest): void;
}

/** What a log is made of. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Takes one line, with its end. */
  readonly write: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}

/** Makes a log. What its level leaves out costs next to nothing. */
export function createLog({ level, format, write, wallMs }: LogOptions): Log {
  const rank = logLevels.indexOf(level);
  const show = format === 'json' ? jsonEntry : prettyEntry;
  const put = (entryLevel: LogEntry['level'], message: string, fields: LogEntry['fields'] = {}) => {
    if (rank < logLevels.indexOf(entryLevel)) return;
    write(`${show({ atMs: wallMs(), level: entryLevel, message, fields })}\n`);
  };
  const wantsRequests = level === 'debug';
  return {
    error: (message) => put('error', message),
    warn: (message) => put('warn', message),
    info: (message) => put('info', message),
    request(request) {
      if (wantsRequests) put('debug', 'request', fieldsOf(request));
    },
  };
}

function fieldsOf(request: FinishedRequest): LogEntry['fields'] {
  const { usage, timeToFirstTokenMs } = request;
  return {
    id: request.id ?? null,
    endpoint: request.endpoint,
    model: request.model,
    streaming: request.streaming,
    status: request.status,
    outcome: request.outcome,
    cause: request.cause,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    delivered_tokens: request.deliveredTokens,
    time_to_first_token_ms: timeToFirstTokenMs === null ? null : round(timeToFirstTokenMs),
    duration_ms: round(request.durationMs),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
