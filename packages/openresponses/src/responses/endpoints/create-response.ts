import type { Exchange, GenerationEndpoint, RequestContext } from '@llmsim/core';
import { createExchange } from '../create-exchange.js';
import { parseRequest } from '../request/parse-request.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import type { ResponsesSetting } from '../responses-setting.js';
import { recall } from '../state/recall.js';

/** `POST /responses`. */
export function createResponseEndpoint(setting: ResponsesSetting): GenerationEndpoint {
  const exchangeOf = (request: ResponsesRequest, context: RequestContext): Exchange => {
    const { responses, conversations } = setting.storesOf(context);
    const { dialect, running } = setting;
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
        recall: (what) => recall(what, { ...setting.storesOf(context), nowMs: context.acceptedAtMs }),
        ...setting,
      });
      return request instanceof Promise
        ? request.then((awaited) => exchangeOf(awaited, context))
        : exchangeOf(request, context);
    },
  };
}
