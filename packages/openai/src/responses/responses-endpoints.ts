import type { Endpoint } from '@llmsim/core';
import { createResponsesEndpoints } from '@llmsim/openresponses';
import type { ResponsesOptions } from '@llmsim/openresponses';
import { createResponsesDialect } from './dialect.js';

/** What OpenAI's Responses API works with. */
export interface OpenAiResponsesOptions extends ResponsesOptions {
  /** The organization that rate limit messages name. */
  readonly organization: string;
}

/** OpenAI's Responses API: `/responses` over HTTP and WebSocket, what is stored of it, and `/conversations`. */
export function responsesEndpoints({
  organization,
  ...options
}: OpenAiResponsesOptions): readonly Endpoint[] {
  return createResponsesEndpoints(createResponsesDialect(organization), options);
}
