import { collectionOf, createStateCollection, RequestError } from '@llmsim/core';
import type { RequestContext, StateCollection, StateStore } from '@llmsim/core';

/** What came of one request of a batch, as its results have it. */
export interface BatchedResult {
  readonly custom_id: string;
  /** Milliseconds after the batch was created. */
  readonly doneAfterMs: number;
  /** `{type: "succeeded", message}` or `{type: "errored", error}`. */
  readonly result: { readonly type: 'succeeded' | 'errored' } & Readonly<Record<string, unknown>>;
}

/** A batch as it is kept: all of it is decided when it is created. Wall times in milliseconds. */
export interface Batch {
  readonly id: string;
  readonly createdAtMs: number;
  /** `null`: it was not cancelled. */
  readonly cancelledAtMs: number | null;
  readonly results: readonly BatchedResult[];
}

export type Batches = StateCollection<Batch>;

/** The batches of a tenant. */
export function batchesOf(store: StateStore, { tenant }: RequestContext): Batches {
  return createStateCollection<Batch>(store, collectionOf('anthropic.batches', tenant));
}

/** @throws RequestError if there is no such batch */
export async function findBatch(batches: Batches, id: string): Promise<Batch> {
  return (await batches.get(id)) ?? refuseUnknown(id);
}

export function refuseUnknown(id: string): never {
  throw new RequestError({
    kind: 'not-found',
    message: `Message batch ${id.slice(0, 128)} was not found.`,
  });
}

/** How long results can be had, in milliseconds. */
const lifetimeMs = 24 * 60 * 60_000;

type Status = 'in_progress' | 'canceling';

/** When a batch has ended or will: when its last request is done, or it is cancelled. */
function endOf({ createdAtMs, cancelledAtMs, results }: Batch): number {
  const longest = results.reduce((most, { doneAfterMs }) => Math.max(most, doneAfterMs), 0);
  return Math.min(createdAtMs + longest, cancelledAtMs ?? Infinity);
}

export function hasEnded(batch: Batch, atMs: number): boolean {
  return endOf(batch) <= atMs;
}

/** What becomes of each request: its own result, or that it was not done when the batch was cancelled. */
export function resultsOf(batch: Batch): readonly {
  readonly custom_id: string;
  readonly result: BatchedResult['result'] | { readonly type: 'canceled' };
}[] {
  const endedAtMs = endOf(batch);
  return batch.results.map(({ custom_id, doneAfterMs, result }) => ({
    custom_id,
    result: batch.createdAtMs + doneAfterMs <= endedAtMs ? result : { type: 'canceled' },
  }));
}

/**
 * A batch as the API describes it.
 * @param atMs - wall time
 * @param resultsUrl - where its results are to be had when it has ended
 * @param status - what it is said to be doing; by default what it does
 */
export function describeBatch(batch: Batch, atMs: number, resultsUrl: string, status?: Status) {
  const ended = status === undefined && hasEnded(batch, atMs);
  // Only an ended batch says what became of its requests.
  const results = ended ? resultsOf(batch) : [];
  const count = (wanted: (typeof results)[number]['result']['type']) =>
    results.filter(({ result }) => result.type === wanted).length;
  return {
    id: batch.id,
    type: 'message_batch' as const,
    processing_status: status ?? (ended ? 'ended' : 'in_progress'),
    request_counts: {
      processing: ended ? 0 : batch.results.length,
      succeeded: count('succeeded'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: 0,
    },
    ended_at: ended ? timeOf(endOf(batch)) : null,
    created_at: timeOf(batch.createdAtMs),
    expires_at: timeOf(batch.createdAtMs + lifetimeMs),
    archived_at: null,
    cancel_initiated_at: batch.cancelledAtMs === null ? null : timeOf(batch.cancelledAtMs),
    results_url: ended ? resultsUrl : null,
  };
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
