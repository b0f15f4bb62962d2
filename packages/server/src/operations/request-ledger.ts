import type { FinishedRequest, ModelPrices, Outcome } from '@llmsim/core';

/** One finished request, as `/llmsim/requests` lists it. Keys are in snake case because they are a wire. */
export interface LedgerEntry {
  readonly id: string | null;
  /** When it was accepted, in ISO 8601. */
  readonly accepted_at: string;
  readonly endpoint: string;
  /** `null`: the request asked no model, or none that could be read. */
  readonly model: string | null;
  /** The HTTP method and path that were asked for; `null` for a turn of a WebSocket. */
  readonly method: string | null;
  readonly path: string | null;
  /** The test that it names; `null`: none. */
  readonly test: string | null;
  readonly streaming: boolean;
  readonly outcome: Outcome;
  /** The HTTP status that was sent; 0 if nobody knows, for requests that were lost with their process. */
  readonly status: number;
  /** The failure mode or the kind of error; `null` if nothing went wrong. */
  readonly cause: string | null;
  /** The error that the client saw, if there was one and it had a message or named a field. */
  readonly error: { readonly message: string | null; readonly param: string | null } | null;
  readonly tokens: {
    readonly input: number;
    /** Part of `input`. */
    readonly cached: number;
    /** Output tokens that were planned, reasoning included. */
    readonly generated: number;
    readonly delivered: number;
    readonly abandoned: number;
    /** Part of `generated`. */
    readonly reasoning: number;
  };
  /** The chunks of a stream that the delivered tokens were in. */
  readonly chunks: number;
  /**
   * When each chunk was sent, in milliseconds after the request was accepted, and how many tokens it has; `null`: not
   * written down.
   */
  readonly chunk_times: { readonly ms: readonly number[]; readonly tokens: readonly number[] } | null;
  /** What the service would have billed: all input, and the output that was delivered; `null` without known prices. */
  readonly cost_usd: number | null;
  readonly time_to_first_token_ms: number | null;
  readonly duration_ms: number;
}

/** Which entries are asked for; what is `undefined` does not narrow. */
export interface LedgerFilter {
  readonly model?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly outcome?: string | undefined;
  readonly status?: number | undefined;
  readonly id?: string | undefined;
  readonly test?: string | undefined;
  /** At most so many, the newest. */
  readonly limit?: number | undefined;
}

/** The last requests, to check a gateway's bill against. Bounded. */
export interface RequestLedger {
  add(request: FinishedRequest, acceptedAtWallMs: number): void;
  /** Newest first. Prices are asked for when somebody reads. */
  entries(filter: LedgerFilter, priceOf: (model: string) => ModelPrices | undefined): readonly LedgerEntry[];
}

/** @param size - how many requests are kept, at least 1 */
export function createRequestLedger(size: number): RequestLedger {
  // A ring: entries are made when somebody reads, so that keeping one costs next to nothing.
  const ring: { readonly request: FinishedRequest; readonly acceptedAtWallMs: number }[] = [];
  let next = 0;
  return {
    add(request, acceptedAtWallMs) {
      ring[next] = { request, acceptedAtWallMs };
      next = (next + 1) % size;
    },
    entries(filter, priceOf) {
      const newestFirst = [...ring.slice(next), ...ring.slice(0, next)].reverse();
      return newestFirst
        .map(({ request, acceptedAtWallMs }) => describe(request, acceptedAtWallMs, priceOf))
        .filter((entry) => matches(entry, filter))
        .slice(0, filter.limit);
    },
  };
}

function describe(
  request: FinishedRequest,
  acceptedAtWallMs: number,
  priceOf: (model: string) => ModelPrices | undefined,
): LedgerEntry {
  const { usage, model, failure } = request;
  const prices = model === undefined ? undefined : priceOf(model);
  const hasDetail = failure?.message !== undefined || failure?.param !== undefined;
  return {
    id: request.id ?? null,
    accepted_at: new Date(acceptedAtWallMs).toISOString(),
    endpoint: request.endpoint,
    model: model ?? null,
    method: request.method ?? null,
    path: request.path ?? null,
    test: request.test ?? null,
    streaming: request.streaming,
    outcome: request.outcome,
    status: request.status,
    cause: request.cause,
    error: hasDetail ? { message: failure.message ?? null, param: failure.param ?? null } : null,
    tokens: {
      input: usage.inputTokens,
      cached: usage.cachedInputTokens,
      generated: usage.outputTokens,
      delivered: request.deliveredTokens,
      abandoned: request.abandonedTokens,
      reasoning: usage.reasoningTokens,
    },
    chunks: request.deliveredChunks ?? 0,
    chunk_times:
      request.chunkTimes === undefined
        ? null
        : {
            ms: request.chunkTimes.atMs.map((atMs) => Math.round(atMs * 1000) / 1000),
            tokens: request.chunkTimes.tokens,
          },
    cost_usd: prices === undefined ? null : costOf(request, prices),
    time_to_first_token_ms: roundMs(request.timeToFirstTokenMs),
    duration_ms: roundMs(request.durationMs) ?? 0,
  };
}

function costOf({ usage, deliveredTokens }: FinishedRequest, prices: ModelPrices): number {
  const uncached = usage.inputTokens - usage.cachedInputTokens;
  const perMillion =
    uncached * prices.input + usage.cachedInputTokens * prices.cachedInput + deliveredTokens * prices.output;
  return Number((perMillion / 1e6).toFixed(9));
}

function roundMs(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}

function matches(entry: LedgerEntry, filter: LedgerFilter): boolean {
  return (['model', 'endpoint', 'outcome', 'status', 'id', 'test'] as const).every(
    (key) => filter[key] === undefined || entry[key] === filter[key],
  );
}
