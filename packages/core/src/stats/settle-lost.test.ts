import fc from 'fast-check';
import { noUsage } from '../turn/usage.js';
import type { FinishedRequest } from './finished-request.js';
import { mergeStats } from './merge-stats.js';
import { outcomes, type Outcome } from './outcome.js';
import { settleLost } from './settle-lost.js';
import type { JournalEntry, OpenRequest } from './stats-journal.js';
import { createStatsRecorder, type RequestRecord } from './stats-recorder.js';
import type { StatsState } from './stats-state.js';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const endings = ['completed', 'failed', 'cancelled', 'disconnected'] as const;

/** What happens in a process that will die, one thing after another. */
const act = fc.oneof(
  fc.record({
    do: fc.constant('start' as const),
    model: fc.constantFrom('a', 'b', undefined, '__proto__'),
    streaming: fc.boolean(),
  }),
  fc.record({ do: fc.constant('plan' as const), which: fc.nat(20), tokens: fc.nat(30) }),
  fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }),
  fc.record({
    do: fc.constant('end' as const),
    which: fc.nat(20),
    outcome: fc.constantFrom<Outcome[]>(...endings),
    status: fc.constantFrom(200, 429, 500),
  }),
);

function runUntilDeath(acts: readonly Act[], exportAfter: number) {
  let journal: JournalEntry[] = [];
  const stats = createStatsRecorder({ startedAtMs: 0, journal: (entry) => journal.push(entry) });
  const records: RequestRecord[] = [];
  let books: { state: StatsState; open: readonly OpenRequest[] } = { state: stats.exportState(0), open: [] };
  acts.forEach((one, atMs) => {
    if (one.do === 'start') records.push(stats.start({ ...one, endpoint: 'completions', atMs }));
    else {
      const record = records[one.which % Math.max(1, records.length)];
      if (one.do === 'plan') record?.planned({ ...noUsage, inputTokens: 3, outputTokens: one.tokens });
      else if (one.do === 'deliver') record?.delivered(atMs);
      else record?.end(one.outcome, atMs, one.status);
    }
    if (atMs === exportAfter) {
      books = { state: stats.exportState(atMs), open: stats.openRequests() };
      journal = [];
    }
  });
  return { words: throughJson({ ...books, journal }), final: stats.exportState(acts.length) };
}

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
const acts = fc.array(act, { maxLength: 60 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('settling the books of a process that died', () => {
  it('gives each request that it accepted exactly one outcome, and counts each token once', () => {
    fc.assert(
      fc.property(acts, fc.nat(60), (given, exportAfter) => {
        const { words, final } = runUntilDeath(given, exportAfter);
        const settled = settleLost(words);
        expect(settled.requests).toBe(final.requests);
        expect(settled.active).toBe(0);
        expect(sum(outcomes.map((outcome) => settled.outcomes[outcome]))).toBe(final.requests);
        for (const outcome of endings) expect(settled.outcomes[outcome]).toBe(final.outcomes[outcome]);
        expect(settled.outcomes.lost).toBe(final.active);
        expect(settled.streaming).toBe(final.streaming);
        expect(settled.inputTokens).toBe(final.inputTokens);
        expect(settled.errors).toEqual(final.errors);
        const { generated, delivered, abandoned } = settled.tokens;
        expect(generated).toBe(delivered + abandoned);
        expect(delivered).toBeLessThanOrEqual(final.tokens.delivered);
        for (const groups of ['endpoints', 'models'] as const) {
          for (const [name, group] of Object.entries(settled[groups])) {
            expect(group).toMatchObject({ active: 0, requests: final[groups][name]?.requests });
          }
        }
        expect(sum(Object.values(settled.endpoints).map(({ requests }) => requests))).toBe(settled.requests);
      }),
    );
  });

  it('never lets fall what was counted before', () => {
    fc.assert(
      fc.property(acts, fc.nat(60), (given, exportAfter) => {
        const { words } = runUntilDeath(given, exportAfter);
        const others = createStatsRecorder({ startedAtMs: 0 });
        others
          .start({ endpoint: 'completions', model: 'a', streaming: false, atMs: 0 })
          .end('completed', 5, 200);
        const before = mergeStats([others.exportState(10), words.state]);
        const after = mergeStats([others.exportState(10), settleLost(words)]);
        const totals = (state: StatsState) => [
          state.requests,
          state.streaming,
          state.inputTokens,
          ...Object.values(state.tokens),
          ...outcomes.map((outcome) => state.outcomes[outcome]),
          sum(Object.values(state.errors)),
          sum(Object.values(state.models).map(({ requests }) => requests)),
          sum(state.duration.buckets.filter((_, index) => index % 2 === 1)),
          sum(state.timeToFirstToken.buckets.filter((_, index) => index % 2 === 1)),
        ];
        const now = totals(after);
        totals(before).forEach((total, index) => expect(now[index]).toBeGreaterThanOrEqual(total));
      }),
    );
  });

  it('reports the requests that nobody had ended of', () => {
    const journal: JournalEntry[] = [];
    const stats = createStatsRecorder({ startedAtMs: 0, journal: (entry) => journal.push(entry) });
    const start = (id: string, atMs: number) =>
      stats.start({ endpoint: 'completions', model: 'a', streaming: true, atMs, id });
    const open = start('open', 1);
    open.planned({ ...noUsage, outputTokens: 5 });
    open.delivered(2);
    start('over', 3).end('completed', 9, 200);
    const ended: FinishedRequest[] = [];
    settleLost(
      { state: createStatsRecorder({ startedAtMs: 0 }).exportState(0), open: [], journal },
      (request) => ended.push(request),
    );
    expect(ended).toMatchObject([
      { id: 'over', outcome: 'completed', status: 200, atMs: 3, durationMs: 6 },
      { id: 'open', outcome: 'lost', status: 0, cause: 'process-died', abandonedTokens: 5, atMs: 1 },
    ]);
  });
});
