import type {
  Exchange,
  PlannedReply,
  RequestContext,
  RunningCalls,
  StreamEncoder,
  StreamFraming,
  WireResponse,
} from '@llmsim/core';
import { drawResponseIds } from '../identifiers.js';
import { describeAt, describeFinalResponse, turnOf } from './output/describe-reply.js';
import type { ReplySetting } from './output/describe-reply.js';
import { createStreamEncoder } from './output/stream-encoder.js';
import { builtInCalls } from './request/built-in-calls.js';
import type { ResponsesRequest } from './request/responses-request.js';
import type { ResponsesDialect } from './responses-dialect.js';
import type { ConversationStore } from './state/conversation-store.js';
import { describeInput } from './state/describe-input.js';
import type { IdentifiedItem } from './state/describe-input.js';
import { recordRun } from './state/record-run.js';
import type { ResponseStore, StoredResponse, StoredRun, ToldResponse } from './state/response-store.js';

/** What an exchange works with. */
export interface ExchangeSetting {
  readonly dialect: ResponsesDialect;
  readonly responses: ResponseStore;
  readonly conversations: ConversationStore;
  readonly running: RunningCalls;
  readonly context: RequestContext;
  /** The lane of a socket; `undefined`: there is none. */
  readonly streamId?: string | undefined;
  /** Hears the id of a response when it is known. */
  readonly begun?: ((responseId: string) => void) | undefined;
  /** Hears of a response that is over, whether it is kept or not. */
  readonly ended?: ((response: StoredResponse) => void) | undefined;
}

/** One reply, with what is made of it once. */
interface Telling {
  readonly reply: PlannedReply;
  readonly setting: ReplySetting;
  /** The final response as JSON. Its time is that of the first who asks. */
  readonly finalResponse: (endedAtMs?: number) => string;
}

/** Puts the reply to a request on the wire, and keeps it if it is to be kept. */
export function createExchange(request: ResponsesRequest, setting: ExchangeSetting): Exchange {
  const { dialect, responses, context } = setting;
  let telling: Telling | undefined;
  const tell = (reply: PlannedReply): Telling => {
    if (telling?.reply === reply) return telling;
    telling = createTelling(request, reply, setting);
    setting.begun?.(telling.setting.ids.responseId);
    return telling;
  };

  /** What is kept of a response that was told to its end; `undefined` until then. */
  let told: StoredResponse | undefined;
  const end = (reply: PlannedReply, response: string): void => {
    told = remember(request, tell(reply), response, null);
    setting.ended?.(told);
  };

  const createEncoder = (reply: PlannedReply, framing: StreamFraming): StreamEncoder => {
    const current = tell(reply);
    return createStreamEncoder({
      ...current.setting,
      framing,
      streamId: setting.streamId,
      finalResponse: current.finalResponse,
      ended: (response) => end(reply, response),
      wordFailure: (failure) => dialect.wordFailure(failure, context),
    });
  };

  const exchange: Exchange = {
    request: request.sim,
    streaming: request.streaming,
    createEncoder,
    encodeReply(reply, atMs) {
      const response = tell(reply).finalResponse(atMs);
      end(reply, response);
      return jsonText(response);
    },
  };

  if (request.background) return runInBackground(request, setting, { ...exchange, createEncoder }, tell);
  if (!request.stored && request.conversationId === undefined) return exchange;
  return {
    finish(reply) {
      if (told === undefined) return undefined;
      const kept = request.stored ? responses.keep(told) : undefined;
      const extended = extendConversation(request, tell(reply), setting.conversations);
      return kept === undefined ? extended : Promise.all([kept, extended]).then(() => undefined);
    },
    ...exchange,
  };
}

/** Makes of an exchange one that goes on without its client, and ends early if it is cancelled. */
function runInBackground(
  request: ResponsesRequest,
  { responses, conversations, running, context }: ExchangeSetting,
  exchange: Exchange,
  tell: (reply: PlannedReply) => Telling,
): Exchange {
  let isCancelled = false;
  const listeners: (() => void)[] = [];
  let forget: () => void = () => undefined;
  return {
    ...exchange,
    encodeAccepted: (reply) =>
      jsonText(JSON.stringify(describeAt(tell(reply).setting, { status: 'queued' }, []))),
    begin(reply) {
      const { acceptedAtMs } = context;
      const createEncoder = (framing: StreamFraming) => exchange.createEncoder(reply, framing);
      const run = recordRun(reply, createEncoder, acceptedAtMs, request.streaming);
      forget = running.add(tell(reply).setting.ids.responseId, () => {
        isCancelled = true;
        for (const listener of listeners) listener();
      });
      return responses.keep(remember(request, tell(reply), null, run));
    },
    onCancelled(listener) {
      if (isCancelled) listener();
      else listeners.push(listener);
    },
    finish(reply) {
      forget();
      return isCancelled ? undefined : extendConversation(request, tell(reply), conversations);
    },
  };
}

function jsonText(body: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function createTelling(
  request: ResponsesRequest,
  reply: PlannedReply,
  { dialect, context }: ExchangeSetting,
): Telling {
  const ids = drawResponseIds(reply.idSeed, turnOf(reply), (name) => {
    const type = request.builtIn.get(name);
    return type === undefined ? undefined : builtInCalls.get(type)?.idPrefix;
  });
  const setting: ReplySetting = { request, dialect, reply, ids, acceptedAtMs: context.acceptedAtMs };
  let final: string | undefined;
  return {
    reply,
    setting,
    finalResponse: (endedAtMs) => (final ??= JSON.stringify(describeFinalResponse(setting, endedAtMs))),
  };
}

function remember(
  request: ResponsesRequest,
  { setting }: Telling,
  response: string | null,
  run: StoredRun | null,
): StoredResponse {
  const { input, previousResponseId = null } = request;
  return { id: setting.ids.responseId, input, previousResponseId, response, run };
}

/** Adds what was asked and what was answered to the conversation of the request, if that is still there. */
function extendConversation(
  request: ResponsesRequest,
  { setting, finalResponse }: Telling,
  conversations: ConversationStore,
): Promise<void> | undefined {
  const { conversationId } = request;
  if (conversationId === undefined) return undefined;
  const { output } = JSON.parse(finalResponse()) as ToldResponse;
  const asked = describeInput(request.input, setting.ids.responseId);
  const added = [...asked, ...(output as readonly IdentifiedItem[])];
  const done = conversations.update(conversationId, (conversation) => ({
    ...conversation,
    items: [...conversation.items, ...added],
  }));
  return done.then(() => undefined);
}
