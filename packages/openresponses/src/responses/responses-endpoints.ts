import type { Endpoint, SimRequest, StateStore } from '@llmsim/core';
import { createCompactEndpoint } from './endpoints/compact.js';
import { createConversationEndpoints } from './endpoints/conversations.js';
import { createResponseEndpoint } from './endpoints/create-response.js';
import { createInputTokensEndpoint } from './endpoints/input-tokens.js';
import { createStoredResponseEndpoints } from './endpoints/stored-responses.js';
import type { ModelSource } from './request/parse-request.js';
import type { ResponsesDialect } from './responses-dialect.js';
import { createSocketEndpoint } from './socket/socket-endpoint.js';
import { createConversationStore } from './state/conversation-store.js';
import { createResponseStore } from './state/response-store.js';

/** What the endpoints of the Responses wire work with. */
export interface ResponsesOptions {
  /** The models that there are, and what becomes of others. */
  readonly catalog: ModelSource;
  /** Where responses and conversations are kept. */
  readonly store: StateStore;
  /** Refuse unknown models and unknown parameters, as the services do. */
  readonly strict: boolean;
  /** How many tokens the prompt of a request has: `countRequest` of core, with the counter of the model. */
  readonly countInputTokens: (request: SimRequest) => number;
}

/** All endpoints of the Responses wire in a dialect, over HTTP and WebSocket. */
export function createResponsesEndpoints(
  dialect: ResponsesDialect,
  { store, ...options }: ResponsesOptions,
): readonly Endpoint[] {
  const setting = {
    ...options,
    dialect,
    responses: createResponseStore(store, dialect.name),
    conversations: createConversationStore(store, dialect.name),
  };
  return [
    createResponseEndpoint(setting),
    createInputTokensEndpoint(setting),
    createCompactEndpoint(setting),
    ...createStoredResponseEndpoints(setting),
    ...(dialect.parameters.has('conversation') ? createConversationEndpoints(setting) : []),
    createSocketEndpoint(setting),
  ];
}
