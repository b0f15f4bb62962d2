import type { FinishedRequest } from '@llmsim/core';
import { createRequestLedger } from './request-ledger.js';

const usage = {
  inputTokens: 1000,
  cachedInputTokens: 400,
  outputTokens: 50,
  reasoningTokens: 20,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};

const unpriced = () => undefined;

function finished(overrides: Partial<FinishedRequest> = {}): FinishedRequest {
  return {
    id: 'req_1',
    endpoint: 'completions',
    model: 'gpt-5',
    streaming: true,
    atMs: 0,
    outcome: 'cancelled',
    status: 200,
    cause: null,
    usage,
    deliveredTokens: 30,
    deliveredChunks: 5,
    abandonedTokens: 20,
    timeToFirstTokenMs: 12.3456,
    durationMs: 100,
    ...overrides,
  };
}

describe('the ledger', () => {
  it('says when each chunk was sent, if that was written down', () => {
    const ledger = createRequestLedger(10);
    ledger.add(finished({ chunkTimes: { atMs: [1.23456, 20], tokens: [2, 1] } }), 0);
    ledger.add(finished(), 0);
    expect(ledger.entries({}, unpriced).map((entry) => entry.chunk_times)).toEqual([
      null,
      { ms: [1.235, 20], tokens: [2, 1] },
    ]);
  });

  it('says what was generated, delivered, abandoned and what it would have cost', () => {
    const ledger = createRequestLedger(10);
    ledger.add(finished(), Date.UTC(2026, 0, 2));
    expect(ledger.entries({}, () => ({ input: 1, cachedInput: 0.1, output: 10 }))).toEqual([
      {
        id: 'req_1',
        accepted_at: '2026-01-02T00:00:00.000Z',
        endpoint: 'completions',
        model: 'gpt-5',
        method: null,
        path: null,
        test: null,
        streaming: true,
        outcome: 'cancelled',
        status: 200,
        cause: null,
        error: null,
        tokens: { input: 1000, cached: 400, generated: 50, delivered: 30, abandoned: 20, reasoning: 20 },
        chunks: 5,
        chunk_times: null,
        // 600 × $1 + 400 × $0.10 + 30 × $10, each for a million.
        cost_usd: 0.00094,
        time_to_first_token_ms: 12.346,
        duration_ms: 100,
      },
    ]);
  });

  it('has no cost without prices', () => {
    const ledger = createRequestLedger(10);
    ledger.add(finished(), 0);
    expect(ledger.entries({}, unpriced)).toMatchObject([{ cost_usd: null }]);
  });

  it('keeps the last requests, newest first', () => {
    const ledger = createRequestLedger(3);
    for (const id of ['a', 'b', 'c', 'd', 'e']) ledger.add(finished({ id }), 0);
    expect(ledger.entries({}, unpriced).map(({ id }) => id)).toEqual(['e', 'd', 'c']);
    expect(ledger.entries({ limit: 1 }, unpriced).map(({ id }) => id)).toEqual(['e']);
  });

  it.each([
    [{ model: 'o3' }, ['b']],
    [{ outcome: 'completed' }, ['c', 'b']],
    [{ outcome: 'completed', endpoint: 'responses' }, ['c']],
    [{ status: 429 }, ['a']],
    [{ id: 'a' }, ['a']],
    [{ model: 'none' }, []],
  ])('filters by %j', (filter, ids) => {
    const ledger = createRequestLedger(10);
    ledger.add(finished({ id: 'a', status: 429, outcome: 'failed' }), 0);
    ledger.add(finished({ id: 'b', model: 'o3', outcome: 'completed' }), 0);
    ledger.add(finished({ id: 'c', endpoint: 'responses', outcome: 'completed' }), 0);
    expect(ledger.entries(filter, unpriced).map(({ id }) => id)).toEqual(ids);
  });
});
