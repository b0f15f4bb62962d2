import type { Provider } from '@llmsim/core';
import { encodeFailure } from './encode-failure.js';
import { openResponsesDialect } from './open-responses-dialect.js';
import { createResponsesEndpoints } from './responses/responses-endpoints.js';
import type { ResponsesOptions } from './responses/responses-endpoints.js';

/** The open Responses API below `/openresponses/v1`. */
export function createOpenResponsesProvider(options: ResponsesOptions): Provider {
  return {
    name: 'openresponses',
    basePath: '/openresponses/v1',
    endpoints: createResponsesEndpoints(openResponsesDialect, options),
    encodeFailure,
    replyHeaders: ({ requestId }) => ({ 'x-request-id': requestId }),
  };
}
