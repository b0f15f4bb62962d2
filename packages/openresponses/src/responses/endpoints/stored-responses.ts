import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, RequestContext } from '@llmsim/core';
import { pageOf, refuse } from '@llmsim/wire';
import type { ResponsesServices } from '../responses-services.js';
import { describeInput } from '../state/describe-input.js';
import type { StoredResponse } from '../state/response-store.js';
import { currentResponse, isRunning } from '../state/run-state.js';
import { replayRun } from '../state/replay-run.js';

/** Shows, deletes and cancels stored responses, and lists what they answered. */
export function createStoredResponseEndpoints({
  dialect,
  storesOf,
  running,
}: ResponsesServices): readonly LookupEndpoint[] {
  const get = async (context: RequestContext): Promise<StoredResponse> => {
    const id = context.params['id'] ?? '';
    const found = await storesOf(context).responses.find(id);
    if (found === undefined) throw notFound(id);
    return found;
  };
  const current = async (context: RequestContext) =>
    currentResponse(await get(context), { responses: storesOf(context).responses, running });
  return [
    {
      type: 'lookup',
      method: 'GET',
      path: '/responses/:id',
      async answer(_body, context) {
        if (context.query['stream'] === 'true') {
          return replayRun(await get(context), context, {
            dialect,
            running,
            responses: storesOf(context).responses,
          });
        }
        return jsonResponse(200, await current(context));
      },
    },
    {
      type: 'lookup',
      method: 'DELETE',
      path: '/responses/:id',
      async answer(_body, context) {
        const { id } = await get(context);
        await storesOf(context).responses.forget(id);
        return jsonResponse(200, { id, object: 'response', deleted: true });
      },
    },
    {
      type: 'lookup',
      method: 'POST',
      path: '/responses/:id/cancel',
      async answer(_body, context) {
        const stored = await get(context);
        if (stored.run === null) refuse('Cannot cancel a synchronous response.', 'response_id');
        // Where it runs, it is also stored as cancelled, unless it was over before.
        if (isRunning(stored)) await running.cancel(stored.id);
        return jsonResponse(200, await current(context));
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/responses/:id/input_items',
      async answer(_body, context) {
        const stored = await get(context);
        return jsonResponse(
          200,
          pageOf(describeInput(stored.input, stored.id), { order: 'desc', ...context.query }),
        );
      },
    },
  ];
}

function notFound(id: string): RequestError {
  return new RequestError({ kind: 'not-found', message: `Response with id '${id}' not found.` });
}
