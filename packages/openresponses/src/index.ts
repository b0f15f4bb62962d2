export { createResponsesEndpoints } from './responses/responses-endpoints.js';
export { createOpenResponsesProvider } from './provider.js';
export type { ResponsesDialect, WordedFailure } from './responses/responses-dialect.js';
export type { ResponsesOptions } from './responses/responses-endpoints.js';
