import type { FinishedRequest } from '@llmsim/core';
import { pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { LogLevel } from './log-options.js';

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
  readonly format: 'pretty' | 'json';
  /** Whether what is written for people has colours. */
  readonly colors: boolean;
  /** Takes one line, with its end. */
  readonly write: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}

/** Makes a log. What its level leaves out costs next to nothing. */
export function createLog({ level, format, colors, write, wallMs }: LogOptions): Log {
  const prettify =
    format === 'json'
      ? undefined
      : prettyFactory({
          colorize: colors,
          messageKey: 'message',
          translateTime: 'UTC:HH:MM:ss.l',
          singleLine: true,
        });
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(wallMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(prettify === undefined ? line : prettify(line)) },
  );
  return {
    error: (message) => logger.error(message),
    warn: (message) => logger.warn(message),
    info: (message) => logger.info(message),
    request(request) {
      if (logger.isLevelEnabled('debug')) logger.debug(fieldsOf(request), 'request');
    },
  };
}

function fieldsOf(
  request: FinishedRequest,
): Readonly<Record<string, string | number | boolean | null | undefined>> {
  const { usage, timeToFirstTokenMs } = request;
  return {
    id: request.id ?? null,
    endpoint: request.endpoint,
    method: request.method,
    path: request.path,
    model: request.model ?? null,
    streaming: request.streaming,
    status: request.status,
    outcome: request.outcome,
    cause: request.cause,
    param: request.failure?.param,
    error: request.failure?.message,
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
