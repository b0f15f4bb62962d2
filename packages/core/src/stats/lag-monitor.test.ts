import { createLatencyHistogram } from './latency-histogram.js';
import { createLagMonitor, defaultLagLimits } from './lag-monitor.js';

/** A monitor that saw so many events of each lateness, one every millisecond from 0 on. */
function monitorOf(...events: readonly (readonly [count: number, lateMs: number])[]) {
  const monitor = createLagMonitor(0, defaultLagLimits);
  let atMs = 0;
  for (const [count, lateMs] of events) {
    for (let index = 0; index < count; index += 1) {
      monitor.record(lateMs, atMs);
      atMs += 1;
    }
  }
  return { monitor, verdict: monitor.exportState(atMs).verdict };
}

describe('the verdict on the scheduler', () => {
  it.each([
    ['ok', 'nothing happened', []],
    ['ok', 'all events are on time', [[1000, 0.2]]],
    ['ok', 'all are 9.5 ms late', [[1000, 9.5]]],
    [
      'ok',
      'one in a hundred is very late',
      [
        [990, 1],
        [10, 900],
      ],
    ],
    ['degraded', 'all are 11 ms late', [[1000, 11]]],
    [
      'degraded',
      'one in fifty is 20 ms late',
      [
        [980, 1],
        [20, 20],
      ],
    ],
    ['degraded', 'a single event is 20 ms late', [[1, 20]]],
    ['invalid', 'all are 51 ms late', [[1000, 51]]],
    [
      'invalid',
      'one in fifty is 60 ms late',
      [
        [980, 1],
        [20, 60],
      ],
    ],
    [
      'invalid',
      'lateness grows without end',
      Array.from({ length: 1000 }, (_, index) => [1, index] as const),
    ],
  ] as const)('is %s if %s', (expected, _, events) => {
    expect(monitorOf(...events).verdict).toBe(expected);
  });

  it('is good again when the bad time is over', () => {
    const { monitor } = monitorOf([1000, 60]);
    const at = (atMs: number) => monitor.exportState(atMs).verdict;
    expect([999, 5000, 7999, 9999, 10_000].map(at)).toEqual([
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'ok',
    ]);
  });

  it('follows the limits that it is given', () => {
    const monitor = createLagMonitor(0, { windowMs: 1000, degradedLagMs: 1, invalidLagMs: 3 });
    monitor.record(2, 0);
    expect(monitor.exportState(0)).toMatchObject({ verdict: 'degraded', windowMs: 1000 });
    monitor.record(4, 100);
    expect(monitor.exportState(100).verdict).toBe('invalid');
    expect(monitor.exportState(1200).verdict).toBe('ok');
  });
});

describe('a lag monitor', () => {
  it('counts the events of the last window, between four fifths and all of it', () => {
    const monitor = createLagMonitor(0, defaultLagLimits);
    for (let atMs = 0; atMs < 60_000; atMs += 10) monitor.record(1, atMs);
    const { count } = createLatencyHistogram(monitor.exportState(59_999).lateMs);
    expect(count).toBe(1000);
    const later = createLatencyHistogram(monitor.exportState(60_000).lateMs);
    expect(later.count).toBe(800);
  });

  it('forgets a window that nobody asked for', () => {
    const monitor = createLagMonitor(0, defaultLagLimits);
    monitor.record(60, 0);
    monitor.record(1, 100_000);
    const state = monitor.exportState(100_000);
    expect(state.verdict).toBe('ok');
    expect(createLatencyHistogram(state.lateMs).count).toBe(1);
  });

  it('takes a time slightly before the newest one', () => {
    const monitor = createLagMonitor(0, defaultLagLimits);
    monitor.record(1, 2001);
    monitor.record(1, 1999);
    expect(createLatencyHistogram(monitor.exportState(2001).lateMs).count).toBe(2);
  });

  it('works from any origin of time', () => {
    const monitor = createLagMonitor(-123_456.5, defaultLagLimits);
    monitor.record(60, -123_456);
    expect(monitor.exportState(-123_456).verdict).toBe('invalid');
    monitor.record(1, -103_456);
    expect(monitor.exportState(-103_456).verdict).toBe('ok');
  });
});
