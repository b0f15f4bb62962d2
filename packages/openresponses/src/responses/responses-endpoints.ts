import { countRequest, countRequestStepwise, createRunningCalls, tokenCounterForModel } from '@llmsim/core';
import type { Endpoint, RunningCalls, SimRequest, StateStore, Steps } from '@llmsim/core';
import { createCompactEndpoint } from './endpoints/compact.js';
import { createConversationEndpoints } from './endpoints/conversations.js';
import { createResponseEndpoint } from './endpoints/create-response.js';
import { createInputTokensEndpoint } from './endpoints/input-tokens.js';
import { createStoredResponseEndpoints } from './endpoints/stored-responses.js';
import { countAtOnce } from './request/fit-context.js';
import type { ModelSource } from './request/parse-request.js';
import type { ResponsesDialect } from './responses-dialect.js';
import type { ResponsesServices } from './responses-services.js';
import { createSocketEndpoint } from './socket/socket-endpoint.js';
import { createTenantStores } from './state/tenant-stores.js';

/** What the endpoints of the Responses wire work with. */
export interface ResponsesOptions {
  /** The models that there are, and what becomes of others. */
  readonly catalog: ModelSource;
  /** Where responses and conversations are kept. */
  readonly store: StateStore;
  /** Responses that run in the background. By default only those of this process are known. */
  readonly running?: RunningCalls | undefined;
  /** Refuse unknown models and unknown parameters, as the services do. Default `false`: accept both. */
  readonly strict?: boolean | undefined;
  /** How many tokens the prompt of a request has. By default as core counts with the tokenizer of the model. */
  readonly countInputTokens?: ((request: SimRequest) => number) | undefined;
}

/** All endpoints of the Responses wire in a dialect, over HTTP and WebSocket. */
export function createResponsesEndpoints(
  dialect: ResponsesDialect,
  options: ResponsesOptions,
): readonly Endpoint[] {
  const { catalog, store, strict = false, countInputTokens = countWithTokenizer } = options;
  const { running = createRunningCalls() } = options;
  const services: ResponsesServices = {
    dialect,
    catalog,
    strict,
    countInputTokens,
    countInSteps: options.countInputTokens === undefined ? countStepwise : countAtOnce(countInputTokens),
    running,
    storesOf: createTenantStores(store, dialect.name),
  };
  return [
    createResponseEndpoint(services),
    createInputTokensEndpoint(services),
    createCompactEndpoint(services),
    ...createStoredResponseEndpoints(services),
    ...(dialect.parameters.has('conversation') ? createConversationEndpoints(services) : []),
    createSocketEndpoint(services),
  ];
}

function countStepwise(request: SimRequest): Steps<number> {
  return countRequestStepwise(request, tokenCounterForModel(request.model));
}

function countWithTokenizer(request: SimRequest): number {
  return countRequest(request, tokenCounterForModel(request.model));
}
