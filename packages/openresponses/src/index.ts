export { createResponsesEndpoints } from './responses/responses-endpoints.js';
export { createGptFraming, gptCacheRule } from './prompt/gpt-framing.js';
export { createOpenResponsesProvider } from './provider.js';
export type { GptFramingFigures } from './prompt/gpt-framing.js';
export type { ResponsesDialect, FormattedFailure } from './responses/responses-dialect.js';
export type { ResponsesOptions } from './responses/responses-endpoints.js';
