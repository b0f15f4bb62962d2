import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, RequestContext, WireReplay } from '@llmsim/core';
import { checkRange, pageOf, refuse, refuseType } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { ResponsesServices } from '../responses-services.js';
import { describeInput } from '../state/describe-input.js';
import type { StoredResponse } from '../state/response-store.js';
import { eventsUntil, isOver, responseAt } from '../state/run-state.js';

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
  return [
    {
      type: 'lookup',
      method: 'GET',
      path: '/responses/:id',
      async answer(_body, context) {
        const stored = await get(context);
        if (context.query['stream'] === 'true') return replay(stored, context, dialect);
        return jsonResponse(200, responseAt(stored, context.acceptedAtMs));
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
        const { run } = stored;
        if (run === null) refuse('Cannot cancel a synchronous response.', 'response_id');
        const response = responseAt(stored, context.acceptedAtMs);
        if (isOver(response)) return jsonResponse(200, response);
        const cancelled = { ...stored, run: { ...run, cancelledAtMs: context.acceptedAtMs } };
        await storesOf(context).responses.keep(cancelled);
        await running.cancel(stored.id);
        return jsonResponse(200, responseAt(cancelled, context.acceptedAtMs));
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

/** For how long after it began the events of a run can be asked for again, in milliseconds. */
const longestReplayMs = 300_000;

/** The events of a run from a number on; those of the future when they are due. */
function replay(stored: StoredResponse, context: RequestContext, dialect: ResponsesDialect): WireReplay {
  const { run } = stored;
  if (run?.streamed !== true) {
    refuse(
      'Only responses that were created with background=true and stream=true can be streamed.',
      'stream',
    );
  }
  if (context.acceptedAtMs - run.startedAtMs > longestReplayMs) {
    // In the words of openai/openai-python#2828.
    refuse('This response can no longer be streamed because it is more than 5 minutes old.', 'stream');
  }
  const first = readStart(context.query['starting_after']);
  const events = run.cancelledAtMs === null ? run.events : eventsUntil(run, run.cancelledAtMs);
  const frames = events
    .slice(first)
    .map(([atMs, type, json]) => ({ atMs, frame: `event: ${type}\ndata: ${json}\n\n` }));
  const done = { atMs: events.at(-1)?.[0] ?? 0, frame: 'data: [DONE]\n\n' };
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    startedAtMs: run.startedAtMs,
    frames: dialect.endsWithDone ? [...frames, done] : frames,
  };
}

function readStart(text: string | undefined): number {
  if (text === undefined) return 0;
  const after = Number(text);
  if (!Number.isInteger(after)) refuseType(text, 'starting_after', 'an integer');
  checkRange(after, 'starting_after', 'integer', 0, Number.MAX_SAFE_INTEGER);
  return after + 1;
}
