import type { ApiFailure, Exchange, GenerationEndpoint, RequestContext, StateStore } from '@llmsim/core';
import type { ErrorBody } from '../encode-failure.js';
import { editContext } from './context/edit-context.js';
import type { MessagesRequest } from './messages-request.js';
import { refusingResponder } from './refusing-responder.js';
import { encodeReply } from './reply/encode-reply.js';
import { createStreamEncoder } from './reply/stream-encoder.js';
import { parseRequest, type ReadingRules } from './request/parse-request.js';
import { openThread, type ThreadedBody } from './threads.js';

/** What the endpoint works with. */
export interface MessagesOptions extends ReadingRules {
  readonly store: StateStore;
  readonly formatFailure: (failure: ApiFailure, context: RequestContext) => ErrorBody;
}

/** `POST /v1/messages`. */
export function createMessagesEndpoint(options: MessagesOptions): GenerationEndpoint {
  return {
    type: 'generation',
    name: 'messages',
    method: 'POST',
    path: '/v1/messages',
    parse(body, context) {
      const threaded = openThread(body, context, options.store);
      return threaded instanceof Promise
        ? threaded.then((opened) => readExchange(opened, context, options))
        : readExchange(threaded, context, options);
    },
  };
}

function readExchange(
  { body, hold }: ThreadedBody,
  context: RequestContext,
  options: MessagesOptions,
): Exchange | Promise<Exchange> {
  const edited = editContext(parseRequest(body, context, options), context);
  return edited instanceof Promise
    ? edited.then((request) => createExchange(request, hold, context, options))
    : createExchange(edited, hold, context, options);
}

function createExchange(
  request: MessagesRequest,
  hold: ThreadedBody['hold'],
  context: RequestContext,
  options: MessagesOptions,
): Exchange {
  return {
    request: request.sim,
    streaming: request.streaming,
    responder: request.isRefused ? refusingResponder : undefined,
    encodeReply: (reply) => encodeReply(request, reply),
    createEncoder: (reply, framing) =>
      createStreamEncoder({
        request,
        reply,
        framing,
        formatFailure: (failure) => options.formatFailure(failure, context),
      }),
    ...(hold === undefined
      ? undefined
      : {
          finish: (reply, outcome) => (outcome === 'completed' ? hold(request, reply) : undefined),
        }),
  };
}
