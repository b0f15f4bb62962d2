import type { ModelCatalog, Provider, RunningCalls, StateStore } from '@llmsim/core';
import { createChatEndpoint } from './chat-completions/chat-endpoint.js';
import { createStoredEndpoints } from './chat-completions/stored-completions.js';
import { encodeFailure, formatFailure } from './encode-failure.js';
import { createModelsEndpoints } from '@llmsim/wire';
import { replyHeaders } from './reply-headers.js';
import { forResponses } from './responses/dialect.js';
import { responsesEndpoints } from './responses/responses-endpoints.js';

/** What OpenAI's API is made of. */
export interface OpenAiProviderOptions {
  /** The models that there are, and what becomes of others. */
  readonly catalog: ModelCatalog;
  /** Where stored completions and responses are kept. */
  readonly store: StateStore;
  /** Responses that run in the background. By default only those of this process are known. */
  readonly running?: RunningCalls | undefined;
  /** Refuse unknown models and unknown parameters, as the service does. Default `false`: accept both. */
  readonly strict?: boolean | undefined;
  /** The organization that headers and rate limit messages name. Default `org-llmsim`. */
  readonly organization?: string | undefined;
}

/** OpenAI's API: Chat Completions, stored completions, Models and Responses below `/openai/v1`. */
export function createOpenAiProvider(options: OpenAiProviderOptions): Provider {
  const { catalog, store, running, strict = false, organization = 'org-llmsim' } = options;
  return {
    name: 'openai',
    basePath: '/openai/v1',
    endpoints: [
      createChatEndpoint({
        catalog,
        store,
        strict,
        formatFailure: (failure, { requestId, headers }) =>
          formatFailure(failure, { requestId, headers, organization }).body,
      }),
      ...createStoredEndpoints(store),
      ...createModelsEndpoints(catalog),
      ...responsesEndpoints({ catalog, store, running, strict, organization }),
    ],
    encodeFailure: (failure, context) => {
      const isOfResponses = /\/v1\/responses(\/|$)/.test(context.path ?? '');
      return encodeFailure(isOfResponses ? forResponses(failure) : failure, { ...context, organization });
    },
    replyHeaders: (facts) => replyHeaders(facts, organization),
  };
}
