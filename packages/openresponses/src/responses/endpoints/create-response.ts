import type { Exchange, GenerationEndpoint, RequestContext } from '@llmsim/core';
import { createExchange } from '../create-exchange.js';
import { parseRequest } from '../request/parse-request.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import type { ResponsesServices } from '../responses-services.js';
import { loadReferences } from '../state/load-references.js';

/** `POST /responses`. */
export function createResponseEndpoint(services: ResponsesServices): GenerationEndpoint {
  const exchangeOf = (request: ResponsesRequest, context: RequestContext): Exchange => {
    const { responses, conversations } = services.storesOf(context);
    const { dialect, running } = services;
    return createExchange(request, { dialect, running, responses, conversations, context });
  };
  return {
    type: 'generation',
    name: 'responses',
    method: 'POST',
    path: '/responses',
    parse(body, context) {
      // New members first: behind a spread they cost several times as much.
      const request = parseRequest(body, {
        loadReferences: (what) =>
          loadReferences(what, { running: services.running, ...services.storesOf(context) }),
        ...services,
        inSteps: context.inSteps,
      });
      return request instanceof Promise
        ? request.then((awaited) => exchangeOf(awaited, context))
        : exchangeOf(request, context);
    },
  };
}
