import type { ModelCatalog, Provider, StateStore } from '@llmsim/core';
import { createBatchesEndpoints } from './batches/batches-endpoints.js';
import { encodeFailure, formatFailure } from './encode-failure.js';
import { createCountTokensEndpoint } from './messages/count-tokens-endpoint.js';
import { createMessagesEndpoint, type MessagesOptions } from './messages/messages-endpoint.js';
import { createFindModel } from './models/claude-model.js';
import { createModelsEndpoints } from './models/models-endpoints.js';
import { createReplyHeaders } from './reply-headers.js';

/** What Anthropic's API is made of. */
export interface AnthropicProviderOptions {
  /** The models that there are, and what becomes of others. */
  readonly catalog: ModelCatalog;
  /** Where batches and threads are kept. */
  readonly store: StateStore;
  /** Refuse unknown models, unknown parameters and unknown betas, as the service does. Default `false`: accept them. */
  readonly strict?: boolean | undefined;
  /** The organization that headers and rate limit messages name. */
  readonly organization?: string | undefined;
}

/** Anthropic's API: Messages below `/anthropic`, and at the same paths from the root. */
export function createAnthropicProvider(options: AnthropicProviderOptions): Provider {
  const { catalog, store, strict = false, organization = '00000000-0000-4000-8000-000000000000' } = options;
  const findModel = createFindModel(catalog);
  const rules = { findModel, strict, unknownModels: catalog.unknown };
  const messages: MessagesOptions = {
    ...rules,
    store,
    formatFailure: (failure, { requestId, headers }) =>
      formatFailure(failure, { requestId, headers, organization }).body,
  };
  return {
    name: 'anthropic',
    basePath: '/anthropic',
    rootPaths: ['/v1/messages'],
    endpoints: [
      createMessagesEndpoint(messages),
      createCountTokensEndpoint(rules),
      ...createBatchesEndpoints(messages),
      ...createModelsEndpoints({ catalog, findModel, strict }),
    ],
    encodeFailure: (failure, context) => encodeFailure(failure, { ...context, organization }),
    replyHeaders: createReplyHeaders(organization),
  };
}
