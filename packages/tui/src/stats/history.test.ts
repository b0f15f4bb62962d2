import fc from 'fast-check';
import { sampleStats, type Body } from '../testing/sample-stats.js';
import {
  extendHistory,
  hasRestarted,
  historyColumns,
  recentRate,
  type History,
  type HistorySecond,
  type Reading,
} from './history.js';

function reading(atMs: number, uptimeSecs: number, requests: number, over: Body = {}): Reading {
  return {
    atMs,
    snapshot: sampleStats(
      uptimeSecs,
      {
        total_requests: requests,
        total_tokens: requests * 10,
        tokens: { generated: requests * 4, delivered: requests * 4, abandoned: 0 },
        ...over,
      },
      requests,
    ).snapshot,
  };
}

const requestsOf = ({ requests }: HistorySecond) => requests;

function total(history: History): number {
  return history.reduce((sum, { requests }) => sum + requests, 0);
}

describe('hasRestarted', () => {
  const before = reading(60_000, 100, 5000);

  it.each([
    ['the next reading of the same server', reading(60_500, 100.5, 5010), false],
    ['an uptime in whole seconds', reading(60_900, 100, 5010), false],
    ['an answer that took two seconds', reading(63_000, 101, 5010), false],
    ['a smaller counter', reading(60_500, 100.5, 4999), true],
    ['an uptime that began again', reading(61_000, 0.2, 5000), true],
    [
      'a server that was started while nobody looked, and has counted more since',
      reading(600_000, 300, 9000),
      true,
    ],
  ])('judges %s', (_, after, expected) => {
    expect(hasRestarted(before, after)).toBe(expected);
  });
});

describe('extendHistory', () => {
  it('counts nothing for the first reading, as nobody knows when it happened', () => {
    expect(total(extendHistory([], undefined, reading(5000, 100, 700)))).toBe(0);
  });

  it('spreads what was counted evenly over the time between two readings', () => {
    const first = reading(10_500, 100, 100);
    const history = extendHistory(extendHistory([], undefined, first), first, reading(12_500, 102, 140));
    expect(history.map(({ second, requests, tokens }) => [second, requests, tokens])).toEqual([
      [10, 10, 40],
      [11, 20, 80],
      [12, 10, 40],
    ]);
  });

  it('counts as many requests as the server, whenever it is asked', () => {
    const steps = fc.array(fc.record({ waitMs: fc.integer({ min: 1, max: 4000 }), more: fc.nat(500) }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (list) => {
        let [atMs, requests] = [1000, 0];
        let before = reading(atMs, atMs / 1000, requests);
        let history = extendHistory([], undefined, before);
        for (const { waitMs, more } of list) {
          atMs += waitMs;
          requests += more;
          const after = reading(atMs, atMs / 1000, requests);
          history = extendHistory(history, before, after);
          before = after;
        }
        expect(total(history)).toBeCloseTo(requests, 6);
        const seconds = history.map(({ second }) => second);
        expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
        expect(new Set(seconds).size).toBe(seconds.length);
      }),
    );
  });

  it('never counts below zero when counters begin again, and puts the new ones into the uptime', () => {
    const before = reading(10_000, 100, 5000);
    const after = reading(20_000, 2, 30);
    const history = extendHistory(extendHistory([], undefined, before), before, after);
    expect(total(history)).toBeCloseTo(30, 6);
    expect(history.filter(({ requests }) => requests > 0).map(({ second }) => second)).toEqual([18, 19]);
    expect(Math.min(...history.map(requestsOf))).toBe(0);
  });

  it('knows the mean duration of the requests that ended in between', () => {
    const summary = (count: number, avg: number) => ({
      latency: {
        duration_ms: { count, avg, min: 1, max: 9, p50: 1, p90: 2, p95: 3, p99: 4 },
        last_minute: { duration_ms: { count, avg, min: 1, max: 9, p50: 5, p90: 7, p95: 8, p99: 9 } },
      },
    });
    const before = reading(10_000, 100, 100, summary(100, 50));
    const after = reading(11_000, 101, 110, summary(110, 60));
    const [ended] = extendHistory([], before, after);
    // 110 × 60 ms − 100 × 50 ms, by 10 requests.
    expect((ended?.endedMs ?? 0) / (ended?.ended ?? 1)).toBeCloseTo(160, 6);
    // Percentiles are those of the last minute, which move; nothing was measured of first tokens.
    expect([ended?.p50, ended?.p95, ended?.p99]).toEqual([5, 8, 9]);
    expect(ended?.firstTokenP50).toBeUndefined();
  });

  it('forgets what is older than ten minutes', () => {
    let before = reading(0, 1, 0);
    let history = extendHistory([], undefined, before);
    for (let second = 1; second <= 700; second += 1) {
      const after = reading(second * 1000, second + 1, second);
      history = extendHistory(history, before, after);
      before = after;
    }
    expect([history.length, history[0]?.second]).toEqual([600, 101]);
  });

  it('takes no longer than its own length after a night of silence', () => {
    const before = reading(0, 1, 0);
    const history = extendHistory([], before, reading(36_000_000, 36_001, 36_000));
    expect(history.length).toBeLessThanOrEqual(601);
  });
});

describe('historyColumns', () => {
  const history: History = [3, 4, 5, 8].map((second) => ({
    ...{ second, requests: second, tokens: 0, ended: 0, endedMs: 0 },
    ...{ p50: 0, p95: 0, p99: 0, firstTokenP50: 0, firstTokenP95: 0 },
  }));

  it('has a column for each second before the current one, undefined where nothing is known', () => {
    const options = { nowMs: 9400, columns: 7, secondsPerColumn: 1, valueOf: requestsOf };
    expect(historyColumns(history, options)).toEqual([undefined, 3, 4, 5, undefined, undefined, 8]);
  });

  it('takes the mean of the seconds of a column', () => {
    const options = { nowMs: 10_000, columns: 3, secondsPerColumn: 3, valueOf: requestsOf };
    expect(historyColumns(history, options)).toEqual([undefined, 4, 8]);
  });

  it('moves on only when a column is over', () => {
    const at = (nowMs: number) =>
      historyColumns(history, { nowMs, columns: 3, secondsPerColumn: 3, valueOf: requestsOf });
    expect(at(11_999)).toEqual(at(9000));
    expect(at(12_000)).not.toEqual(at(9000));
  });

  it('skips the seconds of which there is no value', () => {
    const valueOf = ({ requests }: HistorySecond) => (requests === 4 ? undefined : requests);
    expect(historyColumns(history, { nowMs: 6000, columns: 1, secondsPerColumn: 3, valueOf })).toEqual([4]);
  });
});

describe('recentRate', () => {
  it('is the mean of the last whole seconds, and 0 while none is known', () => {
    const before = reading(10_000, 100, 0);
    const history = extendHistory([], before, reading(14_000, 104, 80));
    expect(recentRate(history, 14_500, 3, requestsOf)).toBe(20);
    expect(recentRate(history, 40_000, 3, requestsOf)).toBe(0);
    expect(recentRate([], 14_500, 3, requestsOf)).toBe(0);
  });
});
