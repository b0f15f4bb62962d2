import fc from 'fast-check';
import type { Usage } from '../turn/usage.js';
import type { Outcome } from './outcome.js';
import { mergeStats } from './merge-stats.js';
import { createStatsRecorder, type RequestRecord, type StatsRecorder } from './stats-recorder.js';
import type { StatsState } from './stats-state.js';
import { summarizeStats } from './summarize-stats.js';

const throughJson = (state: StatsState) => JSON.parse(JSON.stringify(state)) as StatsState;

const usage = (outputTokens: number): Usage => ({
  inputTokens: outputTokens * 3,
  cachedInputTokens: 0,
  outputTokens,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
});

interface Request {
  readonly worker: number;
  readonly endpoint: string;
  readonly model: string;
  readonly streaming: boolean;
  readonly tokens: number;
  readonly delivered: number;
  readonly outcome: Outcome;
  readonly status: number;
  readonly gap: number;
}

const request: fc.Arbitrary<Request> = fc.record({
  worker: fc.nat(2),
  endpoint: fc.constantFrom('completions', 'responses', '__proto__'),
  model: fc.constantFrom('a', 'b', 'c'),
  streaming: fc.boolean(),
  tokens: fc.nat(10),
  delivered: fc.nat(10),
  outcome: fc.constantFrom<Outcome[]>('completed', 'failed', 'cancelled', 'disconnected'),
  status: fc.constantFrom(200, 400, 429, 500, 504),
  // Quarters of a second, so that every sum of times is exact and does not depend on the order.
  gap: fc.nat(20).map((quarters) => quarters * 250),
});

/** What happens to a request, and when; those whose `gap` is 0 stay active. */
function eventsOf(given: Request, startMs: number, stats: StatsRecorder): [atMs: number, act: () => void][] {
  let record: RequestRecord | undefined;
  const start = () => {
    record = stats.start({ ...given, atMs: startMs });
    record.planned(usage(given.tokens));
    stats.lag(1, startMs);
  };
  const tokens = Array.from({ length: given.delivered }, (_, token): [number, () => void] => {
    const atMs = startMs + (token + 1) * given.gap;
    return [atMs, () => record?.delivered(atMs)];
  });
  const endMs = startMs + given.delivered * given.gap;
  const end = () => record?.end(given.outcome, endMs, given.status, 'stall');
  return [[startMs, start], ...tokens, ...(given.gap > 0 ? [[endMs, end] as [number, () => void]] : [])];
}

describe('mergeStats', () => {
  it('makes of the states of three processes that of one that saw everything', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const workers = [0, 1, 2].map(() => createStatsRecorder({ startedAtMs: 0 }));
        const all = createStatsRecorder({ startedAtMs: 0 });
        const events = requests.flatMap((given, index) =>
          [workers[given.worker]!, all].flatMap((stats) => eventsOf(given, index * 250, stats)),
        );
        events.sort(([a], [b]) => a - b);
        for (const [, act] of events) act();
        const endMs = Math.max(60_250, events.at(-1)?.[0] ?? 0);
        const merged = mergeStats(workers.map((worker) => throughJson(worker.exportState(endMs))));
        const { failures, ...expected } = all.exportState(endMs);
        const { failures: mergedFailures, ...rest } = merged;
        // The last minute begins where each recorder wrote down what it had counted so far.
        const withoutMinute = (state: typeof expected) => ({ ...state, lastMinute: undefined });
        expect(withoutMinute(rest)).toEqual(withoutMinute(expected));
        // Of failures at the same moment it does not matter which is first.
        expect(mergedFailures.map(({ agoMs }) => agoMs)).toEqual(
          failures.map(({ agoMs }) => agoMs).sort((a, b) => a - b),
        );
      }),
    );
  });

  it('adds up WebSockets', () => {
    const [one, two] = [0, 1].map(() => createStatsRecorder({ startedAtMs: 0 }));
    one!.socketOpened();
    two!.socketOpened();
    two!.socketClosed();
    expect(mergeStats([one!.exportState(0), two!.exportState(0)]).sockets).toEqual({ open: 1, total: 2 });
  });

  it('leaves a single state as it is', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats.start({ endpoint: 'completions', model: 'a', streaming: true, atMs: 5 }).end('failed', 10, 500);
    const state = stats.exportState(20);
    expect(mergeStats([state])).toEqual(state);
  });

  it('makes of no state that of a recorder which was just started', () => {
    const { scheduler, ...merged } = mergeStats([]);
    const { scheduler: fresh, ...expected } = createStatsRecorder({ startedAtMs: 0 }).exportState(0);
    expect(merged).toEqual(expected);
    expect(scheduler.verdict).toBe('ok');
    expect(scheduler.lateMs).toEqual(fresh.lateMs);
  });

  it('works for processes whose times have other origins, and takes the longest uptime', () => {
    const early = createStatsRecorder({ startedAtMs: -1_000_000 });
    const late = createStatsRecorder({ startedAtMs: 500 });
    early.start({ endpoint: 'completions', model: 'a', streaming: false, atMs: -999_000 });
    early
      .start({ endpoint: 'completions', model: 'a', streaming: false, atMs: -990_000 })
      .end('failed', -988_000, 500);
    late
      .start({ endpoint: 'completions', model: 'a', streaming: false, atMs: 1500 })
      .end('failed', 4500, 503);
    const merged = mergeStats([early.exportState(-980_000), late.exportState(5500)]);
    expect(merged.uptimeMs).toBe(20_000);
    expect(merged.failures.map(({ agoMs, status }) => [agoMs, status])).toEqual([
      [1000, 503],
      [8000, 500],
    ]);
    expect(summarizeStats(merged).requests_per_second).toBe(0.15);
  });

  it('does not hide a process that cannot keep up behind those that can', () => {
    const healthy = createStatsRecorder({ startedAtMs: 0 });
    const saturated = createStatsRecorder({ startedAtMs: 0 });
    for (let event = 0; event < 10_000; event += 1) healthy.lag(0.5, event);
    for (let event = 0; event < 20; event += 1) saturated.lag(300, event);
    const merged = mergeStats([saturated, healthy].map((stats) => stats.exportState(9999)));
    expect(summarizeStats(merged).scheduler).toMatchObject({ verdict: 'invalid', lag_ms: { max: 300 } });
  });

  it('gives the names of the 128 busiest models when there are more', () => {
    const workers = [0, 1].map((worker) => {
      const stats = createStatsRecorder({ startedAtMs: 0 });
      for (let index = 0; index < 100; index += 1) {
        const model = `model-${worker}-${index}`;
        // The later ones are the busier ones.
        for (let count = 0; count <= index; count += 1) {
          stats.start({ endpoint: 'completions', model, streaming: false, atMs: 0 });
        }
      }
      return stats.exportState(0);
    });
    const { models, requests } = mergeStats(workers);
    expect(Object.keys(models)).toHaveLength(129);
    expect(models['model-0-99']!.requests).toBe(100);
    expect(models['model-1-36']!.requests).toBe(37);
    expect(models['model-0-35']).toBeUndefined();
    expect(Object.values(models).reduce((sum, group) => sum + group.requests, 0)).toBe(requests);
    // Merged again it stays the same: the shared entry is not a name among others.
    expect(mergeStats([mergeStats(workers)]).models).toEqual(models);
  });

  it('can be merged again, in any grouping', () => {
    const states = [1, 2, 3].map((count) => {
      const stats = createStatsRecorder({ startedAtMs: 0 });
      for (let index = 0; index < count; index += 1) {
        const record = stats.start({ endpoint: 'responses', model: 'a', streaming: true, atMs: index });
        record.delivered(index + count);
        record.end('completed', index + 10, 200);
      }
      return stats.exportState(100);
    });
    const [first, second, third] = states as [StatsState, StatsState, StatsState];
    expect(mergeStats([mergeStats([first, second]), third])).toEqual(mergeStats(states));
    expect(mergeStats([third, mergeStats([second, first])]).duration).toEqual(mergeStats(states).duration);
  });
});
