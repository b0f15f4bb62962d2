import type { ApiFailure, Exchange, GenerationEndpoint, RequestContext, StateStore } from '@llmsim/core';
import type { ErrorBody } from '../encode-failure.js';
import type { ChatRequest } from './chat-request.js';
import { encodeLongReply, encodeReply } from './encode-reply.js';
import { parseRequest } from './parse-request.js';
import type { ReadingRules } from './parse-request.js';
import { storeCompletion } from './stored-completions.js';
import { createStreamEncoder } from './stream-encoder.js';

/** What the endpoint works with. */
export interface ChatOptions extends ReadingRules {
  readonly store: StateStore;
  formatFailure(failure: ApiFailure, context: RequestContext): ErrorBody;
}

/** `POST /chat/completions`. */
export function createChatEndpoint(options: ChatOptions): GenerationEndpoint {
  return {
    type: 'generation',
    name: 'completions',
    method: 'POST',
    path: '/chat/completions',
    parse: (body, context) => createExchange(parseRequest(body, options), context, options),
  };
}

function createExchange(request: ChatRequest, context: RequestContext, options: ChatOptions): Exchange {
  const createdSeconds = Math.floor(context.acceptedAtMs / 1000);
  const { stored } = request;
  return {
    request: request.sim,
    streaming: request.streaming,
    encodeReply: (reply) => encodeReply(request, reply, createdSeconds),
    encodeLongReply: (reply) => encodeLongReply(request, reply, createdSeconds),
    createEncoder: (reply, framing) =>
      createStreamEncoder({
        request,
        reply,
        framing,
        createdSeconds,
        formatFailure: (failure) => options.formatFailure(failure, context),
      }),
    ...(stored === undefined
      ? undefined
      : {
          finish: (reply, outcome) =>
            outcome === 'completed'
              ? storeCompletion(options.store, request, stored, reply, context)
              : undefined,
        }),
  };
}
