import { jsonResponse, RequestError } from '@llmsim/core';
import type { Endpoint, LookupEndpoint, RequestContext } from '@llmsim/core';
import type { MessagesOptions } from '../messages/messages-endpoint.js';
import { readApiHeaders } from '../reading/api-headers.js';
import { pageOf } from '../reading/list-page.js';
import {
  batchesOf,
  describeBatch,
  findBatch,
  hasEnded,
  refuseUnknown,
  resultsOf,
  type Batch,
} from './batch.js';
import { createBatchEndpoint } from './create-batch.js';
import { resultsUrlOf } from './results-url.js';

/** Creates batches, lists them, describes one, cancels and deletes it, and has its results. */
export function createBatchesEndpoints(options: MessagesOptions): readonly Endpoint[] {
  const path = '/v1/messages/batches';
  const describe = (batch: Batch, context: RequestContext, status?: 'canceling') =>
    describeBatch(batch, context.acceptedAtMs, resultsUrlOf(batch.id, context), status);
  const lookup = (
    method: LookupEndpoint['method'],
    below: string,
    answer: (context: RequestContext, id: string) => ReturnType<LookupEndpoint['answer']>,
  ): LookupEndpoint => ({
    type: 'lookup',
    name: 'batches',
    method,
    path: `${path}${below}`,
    answer(_body, context) {
      readApiHeaders(context, options.strict);
      return answer(context, context.params['id'] ?? '');
    },
  });
  return [
    createBatchEndpoint(options),
    lookup('GET', '', async (context) => {
      const all = await batchesOf(options.store, context).list();
      const newestFirst = all.toReversed().map((batch) => describe(batch, context));
      return jsonResponse(200, pageOf(newestFirst, context.query));
    }),
    lookup('GET', '/:id', async (context, id) =>
      jsonResponse(200, describe(await findBatch(batchesOf(options.store, context), id), context)),
    ),
    lookup('POST', '/:id/cancel', async (context, id) => {
      const nowMs = context.acceptedAtMs;
      const changed = await batchesOf(options.store, context).update(id, (batch) =>
        hasEnded(batch, nowMs) ? batch : { ...batch, cancelledAtMs: batch.cancelledAtMs ?? nowMs },
      );
      const batch = changed ?? refuseUnknown(id);
      // What was under way when it was cancelled is given a moment: only the next look finds that it has ended.
      return jsonResponse(
        200,
        describe(batch, context, batch.cancelledAtMs === nowMs ? 'canceling' : undefined),
      );
    }),
    lookup('GET', '/:id/results', async (context, id) => {
      const batch = await findBatch(batchesOf(options.store, context), id);
      if (!hasEnded(batch, context.acceptedAtMs)) {
        throw new RequestError({
          kind: 'not-found',
          message: `Message batch ${id} has no available results: it is still processing.`,
        });
      }
      const lines = resultsOf(batch).map((result) => `${JSON.stringify(result)}\n`);
      return { status: 200, headers: { 'content-type': 'application/x-jsonl' }, body: lines.join('') };
    }),
    lookup('DELETE', '/:id', async (context, id) => {
      const batches = batchesOf(options.store, context);
      if (!hasEnded(await findBatch(batches, id), context.acceptedAtMs)) {
        throw new RequestError({
          kind: 'invalid-request',
          message: `Message batch ${id} cannot be deleted while it is processing. Cancel it first.`,
        });
      }
      await batches.delete(id);
      return jsonResponse(200, { id, type: 'message_batch_deleted' });
    }),
  ];
}
