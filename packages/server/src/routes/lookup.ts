import type { Request, Response } from 'express';
import { isRequestError, RequestError, type LookupEndpoint, type Provider } from '@llmsim/core';
import { closeAfterReply } from '../delivery/close-after-reply.js';
import { deliverReplay } from '../delivery/deliver-replay.js';
import { hasBody, readJsonBody } from '../delivery/read-json-body.js';
import { sendWireResponse } from '../delivery/send-wire-response.js';
import { waitForTurn } from '../delivery/wait-for-turn.js';
import type { Engine } from '../engine.js';
import { createRequestContext, pathOf } from '../request-context.js';

/** The handler for endpoints that answer at once, from what is known or stored. */
export function createLookupHandler(engine: Engine, provider: Provider, endpoint: LookupEndpoint) {
  const { clock } = engine;

  return async (request: Request, response: Response): Promise<void> => {
    if (response.socket === null) await waitForTurn(request, response);
    const acceptedAtMs = clock.nowMs();
    const context = createRequestContext(request, engine);
    const { requestId } = context;
    const headers = () =>
      provider.replyHeaders?.({ requestId, processingMs: clock.nowMs() - acceptedAtMs }) ?? {};
    let isRead = false;
    try {
      if (engine.acceptsKey?.(request.headers) === false) throw new RequestError({ kind: 'authentication' });
      const isPost = endpoint.method === 'POST';
      const body = isPost && hasBody(request) ? await readJsonBody(request, engine) : undefined;
      isRead = true;
      const answer = await endpoint.answer(body, context);
      if (response.destroyed) return;
      if ('frames' in answer) deliverReplay(response, answer, clock, headers());
      else sendWireResponse(response, answer, headers());
    } catch (error) {
      if (!isRequestError(error) && isRead) engine.reportDefect(error);
      if (response.headersSent || response.destroyed || !(isRead || isRequestError(error))) {
        // The client has left, or half a reply cannot be taken back.
        response.destroy();
        return;
      }
      const failure = isRequestError(error) ? error.failure : ({ kind: 'server-error' } as const);
      const failureContext = {
        requestId,
        method: request.method,
        path: pathOf(request),
        headers: request.headers,
      };
      closeAfterReply(request, response);
      sendWireResponse(response, provider.encodeFailure(failure, failureContext), headers());
    }
  };
}
