import { isLarge, longJsonResponse } from '@llmsim/core';
import type {
  Exchange,
  PlannedReply,
  RequestContext,
  RunningCalls,
  StreamEncoder,
  StreamFraming,
  WireResponse,
} from '@llmsim/core';
import { isLongReply } from '@llmsim/wire';
import { drawResponseIds } from '../identifiers.js';
import { describeAt, describeFinalResponse, turnOf } from './output/describe-reply.js';
import type { ReplyOptions } from './output/describe-reply.js';
import { createStreamEncoder } from './output/stream-encoder.js';
import { builtInCalls } from './request/built-in-calls.js';
import type { ResponsesRequest } from './request/responses-request.js';
import type { ResponsesDialect } from './responses-dialect.js';
import type { ConversationStore } from './state/conversation-store.js';
import { describeInput } from './state/describe-input.js';
import type { IdentifiedItem } from './state/describe-input.js';
import type { ResponseStore, StoredResponse, ResponseObject } from './state/response-store.js';
import { runInBackground } from './run-in-background.js';

/** What an exchange works with. */
export interface ExchangeOptions {
  readonly dialect: ResponsesDialect;
  readonly responses: ResponseStore;
  readonly conversations: ConversationStore;
  readonly running: RunningCalls;
  readonly context: RequestContext;
  /** The lane of a socket; `undefined`: there is none. */
  readonly streamId?: string | undefined;
  /** Called with the id of a response when it is known. */
  readonly begun?: ((responseId: string) => void) | undefined;
  /** Called with a response that is over, whether it is kept or not. */
  readonly ended?: ((response: StoredResponse) => void) | undefined;
}

/** One reply, with what is made of it once. */
interface ReplyOutput {
  readonly reply: PlannedReply;
  readonly options: ReplyOptions;
  /** The final response as JSON. Its time is that of the first who asks. */
  readonly finalResponse: (endedAtMs?: number) => string;
  /** The same as an object that is made as it is written, if it is long; and what is kept of it, as JSON. */
  readonly longResponse: (
    endedAtMs?: number,
  ) => { readonly response: object; readonly kept: string } | undefined;
}

/** Puts the reply to a request on the wire, and keeps it if it is to be kept. */
export function createExchange(request: ResponsesRequest, options: ExchangeOptions): Exchange {
  const { dialect, responses, context } = options;
  let output: ReplyOutput | undefined;
  const outputOf = (reply: PlannedReply): ReplyOutput => {
    if (output?.reply === reply) return output;
    output = createReplyOutput(request, reply, options);
    options.begun?.(output.options.ids.responseId);
    return output;
  };

  /** What is kept of a response that was encoded to its end; `undefined` until then. */
  let stored: StoredResponse | undefined;
  const end = (reply: PlannedReply, response: string): void => {
    stored = remember(request, outputOf(reply), response);
    options.ended?.(stored);
  };

  const createEncoder = (reply: PlannedReply, framing: StreamFraming): StreamEncoder => {
    const current = outputOf(reply);
    return createStreamEncoder({
      ...current.options,
      framing,
      streamId: options.streamId,
      finalResponse: current.finalResponse,
      longResponse: current.longResponse,
      ended: (response) => end(reply, response),
      formatFailure: (failure) => dialect.formatFailure(failure, context),
    });
  };

  const exchange: Exchange = {
    request: request.sim,
    streaming: request.streaming,
    createEncoder,
    encodeReply(reply, atMs) {
      const response = outputOf(reply).finalResponse(atMs);
      end(reply, response);
      return jsonText(response);
    },
    encodeLongReply(reply, atMs) {
      const long = outputOf(reply).longResponse(atMs);
      if (long === undefined) return undefined;
      end(reply, long.kept);
      return longJsonResponse(200, long.response);
    },
  };

  if (request.background) {
    return runInBackground(exchange, {
      idOf: (reply) => outputOf(reply).options.ids.responseId,
      startOf: (reply) => remember(request, outputOf(reply), queuedResponse(outputOf(reply))),
      extend: (reply) => extendConversation(request, outputOf(reply), options.conversations),
      ...options,
    });
  }
  if (!request.stored && request.conversationId === undefined) return exchange;
  return {
    finish(reply) {
      if (stored === undefined) return undefined;
      const kept = request.stored ? responses.keep(stored) : undefined;
      const extended = extendConversation(request, outputOf(reply), options.conversations);
      return kept === undefined ? extended : Promise.all([kept, extended]).then(() => undefined);
    },
    ...exchange,
  };
}

function queuedResponse({ options }: ReplyOutput): string {
  return JSON.stringify(describeAt(options, { status: 'queued' }, []));
}

function jsonText(body: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function createReplyOutput(
  request: ResponsesRequest,
  reply: PlannedReply,
  { dialect, context }: ExchangeOptions,
): ReplyOutput {
  const ids = drawResponseIds(reply.idSeed, turnOf(reply), (name) => {
    const type = request.builtIn.get(name);
    return type === undefined ? undefined : builtInCalls.get(type)?.idPrefix;
  });
  const options: ReplyOptions = { request, dialect, reply, ids, acceptedAtMs: context.acceptedAtMs };
  let final: string | undefined;
  const isLong = isLongReply(reply, request.topLogprobs);
  const { instructions, tools } = request.body;
  let long: ReturnType<ReplyOutput['longResponse']>;
  return {
    reply,
    options,
    finalResponse: (endedAtMs) =>
      (final ??= long?.kept ?? JSON.stringify(describeFinalResponse(options, endedAtMs))),
    longResponse(endedAtMs) {
      if (!isLong && !isLarge(instructions) && !isLarge(tools)) return undefined;
      // What is kept has no log probabilities where they would be most of it.
      long ??= {
        response: describeFinalResponse(options, endedAtMs, 'lazy'),
        kept: JSON.stringify(describeFinalResponse(options, endedAtMs, isLong ? 'bare' : 'whole')),
      };
      return long;
    },
  };
}

function remember(request: ResponsesRequest, { options }: ReplyOutput, response: string): StoredResponse {
  const { input, previousResponseId = null } = request;
  return { id: options.ids.responseId, input, previousResponseId, response, run: null };
}

/** Adds what was asked and what was answered to the conversation of the request, if that is still there. */
function extendConversation(
  request: ResponsesRequest,
  { options, finalResponse }: ReplyOutput,
  conversations: ConversationStore,
): Promise<void> | undefined {
  const { conversationId } = request;
  if (conversationId === undefined) return undefined;
  const { output } = JSON.parse(finalResponse()) as ResponseObject;
  const asked = describeInput(request.input, options.ids.responseId);
  const added = [...asked, ...(output as readonly IdentifiedItem[])];
  const done = conversations.update(conversationId, (conversation) => ({
    ...conversation,
    items: [...conversation.items, ...added],
  }));
  return done.then(() => undefined);
}
