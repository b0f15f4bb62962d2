import { collectionOf, createStateCollection, RequestError } from '@llmsim/core';
import type { PlannedReply, RequestContext, StateCollection, StateStore } from '@llmsim/core';
import { isFields, type Fields, type Place } from '@llmsim/wire';
import { messageIdOf } from '../identifiers.js';
import {
  below,
  readItems,
  readObject,
  readTag,
  refuseInput,
  requireString,
} from '../reading/input-reader.js';
import type { MessagesRequest } from './messages-request.js';
import { describeContent } from './reply/content-blocks.js';

/** The beta that lets the server hold a conversation between requests. */
const threadsBeta = 'message-threads-2026-08-12';

/** What is held of a conversation, under the id of its last reply. */
interface Thread {
  readonly system: unknown;
  readonly tools: unknown;
  readonly messages: readonly unknown[];
  /** Whether a request has gone on from here. */
  readonly isContinued: boolean;
}

/** A body with all of its conversation, and what becomes of it. */
export interface ThreadedBody {
  readonly body: unknown;
  /** Holds the conversation with its reply; `undefined`: the request is in no thread. */
  readonly hold: ((request: MessagesRequest, reply: PlannedReply) => Promise<void>) | undefined;
}

const place: Place = { parent: undefined, key: 'thread' };

const threadsOf = (store: StateStore, { tenant }: RequestContext): StateCollection<Thread> =>
  createStateCollection<Thread>(store, collectionOf('anthropic.threads', tenant));

/**
 * Puts what the server holds of a conversation in front of what a request brings.
 * @returns a promise only for a request that goes on with a thread
 * @throws RequestError if there is no such thread, or it has gone on already
 */
export function openThread(
  body: unknown,
  context: RequestContext,
  store: StateStore,
): ThreadedBody | Promise<ThreadedBody> {
  if (!isFields(body) || body['thread'] === undefined || body['thread'] === null) {
    return { body, hold: undefined };
  }
  const betas = context.headers['anthropic-beta'] ?? '';
  if (!String(betas).includes(threadsBeta)) refuseInput(place, 'Extra inputs are not permitted');
  const thread = readObject(body, 'thread') ?? {};
  const type = readTag(thread, ['create', 'continue'], place);
  const threads = threadsOf(store, context);
  if (type === 'create') return { body, hold: holdIn(threads, body, undefined) };
  const previous = requireString(thread, 'previous_message_id', below(place, 'continue'));
  return goOn(threads, body, previous);
}

async function goOn(threads: StateCollection<Thread>, body: Fields, previous: string): Promise<ThreadedBody> {
  const held = await threads.get(previous);
  if (held === undefined) {
    throw new RequestError({
      kind: 'not-found',
      code: 'thread_not_found',
      message: `thread.continue.previous_message_id: no thread continues from ${previous.slice(0, 128)}. Send the full conversation with \`thread: {"type": "create"}\`.`,
    });
  }
  if (held.isContinued) {
    throw new RequestError({
      kind: 'invalid-request',
      code: 'thread_already_continued',
      message: `thread.continue.previous_message_id: another request has already continued from ${previous.slice(0, 128)}.`,
    });
  }
  const whole: Fields = {
    ...body,
    ...(held.system === null ? undefined : { system: held.system }),
    ...(held.tools === null ? undefined : { tools: held.tools }),
    messages: [...held.messages, ...(readItems(body, 'messages') ?? [])],
  };
  return { body: whole, hold: holdIn(threads, whole, previous) };
}

function holdIn(threads: StateCollection<Thread>, body: Fields, previous: string | undefined) {
  return async (request: MessagesRequest, reply: PlannedReply): Promise<void> => {
    const answer = { role: 'assistant', content: describeContent(request, reply) };
    await threads.put(messageIdOf(reply.idSeed), {
      system: body['system'] ?? null,
      tools: body['tools'] ?? null,
      messages: [...(body['messages'] as readonly unknown[]), answer],
      isContinued: false,
    });
    if (previous !== undefined) {
      await threads.update(previous, (held) => ({ ...held, isContinued: true }));
    }
  };
}
