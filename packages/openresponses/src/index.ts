export { createResponsesEndpoints } from './responses/responses-endpoints.js';
export { createLogprobSource } from './logprobs.js';
export { createOpenResponsesProvider } from './provider.js';
export type { LogprobSource, SaidTokenLogprob, TokenLogprob } from './logprobs.js';
export type { ResponsesDialect, WordedFailure } from './responses/responses-dialect.js';
export type { ResponsesOptions } from './responses/responses-endpoints.js';
