import { failure, sampleStats, type Body } from '../testing/sample-stats.js';
import { extendFailureLog, type Failure } from './failure-log.js';
import type { Reading } from './history.js';

function reading(seconds: number, failures: readonly Body[]): Reading {
  return { atMs: seconds * 1000, snapshot: sampleStats(seconds, { recent_failures: failures }).snapshot };
}

function causes(log: readonly Failure[]) {
  return log.map(({ cause }) => cause);
}

describe('extendFailureLog', () => {
  it('begins with everything that the server remembers, oldest first', () => {
    const after = reading(100, [failure(1, 'a', 500, 'late'), failure(5, 'b', 429, 'early')]);
    expect(extendFailureLog([], undefined, after, 1_000_000)).toEqual([
      {
        wallMs: 995_000,
        status: 429,
        outcome: 'failed',
        cause: 'early',
        endpoint: 'completions',
        model: 'b',
      },
      { wallMs: 999_000, status: 500, outcome: 'failed', cause: 'late', endpoint: 'completions', model: 'a' },
    ]);
  });

  it('adds each failure once, however often the server reports it', () => {
    const first = reading(100, [failure(1, 'a', 500, 'one')]);
    const second = reading(100.5, [failure(0.25, 'a', 500, 'two'), failure(1.5, 'a', 500, 'one')]);
    const log = extendFailureLog([], undefined, first, 0);
    expect(causes(extendFailureLog(log, first, second, 500))).toEqual(['one', 'two']);
    expect(causes(extendFailureLog(log, first, first, 500))).toEqual(['one']);
  });

  it('keeps what was logged before a restart and adds everything since', () => {
    const before = reading(100, [failure(1, 'a', 500, 'before')]);
    const after: Reading = { ...reading(3, [failure(2, 'a', 500, 'after')]), atMs: 110_000 };
    const log = extendFailureLog([], undefined, before, 0);
    expect(causes(extendFailureLog(log, before, after, 10_000))).toEqual(['before', 'after']);
  });

  it('forgets the oldest beyond 200', () => {
    let log: readonly Failure[] = [];
    let before: Reading | undefined;
    for (let second = 1; second <= 250; second += 1) {
      const after = reading(second, [failure(0.5, 'a', 500, String(second))]);
      log = extendFailureLog(log, before, after, 0);
      before = after;
    }
    expect([log.length, log[0]?.cause, log.at(-1)?.cause]).toEqual([200, '51', '250']);
  });

  it('is the same log while there is nothing new', () => {
    const log: readonly Failure[] = [];
    expect(extendFailureLog(log, undefined, reading(1, []), 0)).toBe(log);
  });
});
