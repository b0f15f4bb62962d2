import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiFailure, Provider } from '@llmsim/core';
import { closeAfterReply } from '../delivery/close-after-reply.js';
import { sendWireResponse } from '../delivery/send-wire-response.js';
import { createRequestId, pathOf } from '../request-context.js';

/** Answers a request that reached no endpoint with an error in the words of an API. */
export function refuse(
  provider: Provider,
  failure: ApiFailure,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const requestId = createRequestId();
  const { method, headers } = request;
  const wire = provider.encodeFailure(failure, { requestId, method, path: pathOf(request), headers });
  closeAfterReply(request, response);
  sendWireResponse(response, wire, provider.replyHeaders?.({ requestId, processingMs: 0 }) ?? {});
}
