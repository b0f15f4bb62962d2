import type { FinishedRequest } from '@llmsim/core';
import { logLevels, type LogLevel } from './log-options.js';
import { createLog } from './log.js';

const request: FinishedRequest = {
  id: 'req_1',
  endpoint: 'completions',
  model: 'gpt-5',
  streaming: true,
  atMs: 5,
  outcome: 'failed',
  status: 429,
  cause: 'rate-limit',
  usage: {
    inputTokens: 8,
    cachedInputTokens: 0,
    outputTokens: 100,
    reasoningTokens: 0,
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  },
  deliveredTokens: 3,
  abandonedTokens: 97,
  timeToFirstTokenMs: 200.06,
  durationMs: 260.24,
};

function logAll(level: LogLevel, format: 'pretty' | 'json' = 'json'): string[] {
  const lines: string[] = [];
  const log = createLog({ level, format, colors: false, write: (line) => lines.push(line), wallMs: () => 0 });
  log.error('an error');
  log.warn('a warning');
  log.info('news');
  log.request(request);
  return lines;
}

it.each(logLevels.map((level, index) => [level, index] as const))(
  'has at level %s %d kinds of entries',
  (level, kinds) => {
    const levels = logAll(level).map((line) => (JSON.parse(line) as { level: string }).level);
    expect(levels).toEqual(['error', 'warn', 'info', 'debug'].slice(0, kinds));
  },
);

it('logs of a request all that is known, in rounded figures', () => {
  const [line = ''] = logAll('debug').slice(-1);
  expect(line.endsWith('\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'debug',
    message: 'request',
    id: 'req_1',
    endpoint: 'completions',
    model: 'gpt-5',
    streaming: true,
    status: 429,
    outcome: 'failed',
    cause: 'rate-limit',
    input_tokens: 8,
    output_tokens: 100,
    delivered_tokens: 3,
    time_to_first_token_ms: 200.1,
    duration_ms: 260.2,
  });
});

it('writes for people if it is to', () => {
  expect(logAll('error', 'pretty')).toEqual(['[00:00:00.000] ERROR: an error\n']);
});

it('keeps what comes from outside on its line', () => {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    format: 'pretty',
    colors: false,
    write: (line) => lines.push(line),
    wallMs: () => 0,
  });
  log.request({ ...request, model: 'two\nlines' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
});
