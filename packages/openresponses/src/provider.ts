import type { Provider } from '@llmsim/core';
import { createModelsEndpoints } from '@llmsim/wire';
import { encodeFailure } from './encode-failure.js';
import { openResponsesDialect, tolerantDialect } from './open-responses-dialect.js';
import { createResponsesEndpoints } from './responses/responses-endpoints.js';
import type { ResponsesOptions } from './responses/responses-endpoints.js';

/** The open Responses API below `/openresponses/v1`. */
export function createOpenResponsesProvider(options: ResponsesOptions): Provider {
  return {
    name: 'openresponses',
    basePath: '/openresponses/v1',
    endpoints: [
      ...createResponsesEndpoints(options.strict === true ? openResponsesDialect : tolerantDialect, options),
      ...createModelsEndpoints(options.catalog).filter(({ method }) => method === 'GET'),
    ],
    encodeFailure,
    replyHeaders: ({ requestId }) => ({ 'x-request-id': requestId }),
  };
}
