import { collectionOf, createStateCollection, jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, PlannedReply, RequestContext, StateStore } from '@llmsim/core';
import { isFields, pageOf, readMetadata, refuseMissing } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import type { ChatRequest, StoredInput } from './chat-request.js';
import { describeCompletion } from './encode-reply.js';

/** Where the completions of a tenant are kept. */
const completionsOf = (store: StateStore, { tenant }: RequestContext) =>
  createStateCollection<StoredCompletion>(store, collectionOf('chat.completions', tenant));

/** What is kept of a completion. */
interface StoredCompletion {
  /** The completion as it is sent. */
  readonly completion: Fields & { readonly id: string; readonly model: string; readonly metadata: Fields };
  /** The model as the request named it, which the snapshot may not show. */
  readonly requestedModel: string;
  /** The request's messages as they are listed. */
  readonly messages: readonly (Fields & { readonly id: string })[];
}

/** Keeps a completion that asked for it. */
export function storeCompletion(
  store: StateStore,
  request: ChatRequest,
  input: StoredInput,
  reply: PlannedReply,
  context: RequestContext,
): void | Promise<void> {
  const { id, object, created, model, choices, usage, ...rest } = describeCompletion(
    request,
    reply,
    Math.floor(context.acceptedAtMs / 1000),
  );
  const { parameters } = input;
  const stored: StoredCompletion = {
    completion: {
      object,
      id,
      model,
      created,
      request_id: context.requestId,
      tool_choice: parameters['tool_choice'] ?? null,
      usage,
      seed: parameters['seed'] ?? null,
      top_p: parameters['top_p'] ?? 1,
      temperature: parameters['temperature'] ?? 1,
      presence_penalty: parameters['presence_penalty'] ?? 0,
      frequency_penalty: parameters['frequency_penalty'] ?? 0,
      input_user: parameters['user'] ?? null,
      tools: parameters['tools'] ?? null,
      metadata: input.metadata,
      choices,
      response_format: parameters['response_format'] ?? null,
      ...rest,
    },
    requestedModel: request.sim.model,
    messages: input.messages.map((message, index) => describeMessage(message, `${id}-${index}`)),
  };
  return completionsOf(store, context).put(id, stored);
}

/** Lists, shows, changes and deletes stored completions. */
export function createStoredEndpoints(store: StateStore): readonly LookupEndpoint[] {
  const find = async (context: RequestContext): Promise<StoredCompletion> => {
    const id = context.params['id'] ?? '';
    const stored = await completionsOf(store, context).get(id);
    if (stored === undefined) throw notFound(id);
    return stored;
  };
  return [
    {
      type: 'lookup',
      method: 'GET',
      path: '/chat/completions',
      async answer(_body, context) {
        const { query } = context;
        const all = await completionsOf(store, context).list();
        const wanted = all.filter((stored) => matches(stored, query)).map(({ completion }) => completion);
        return jsonResponse(200, pageOf(wanted, query));
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/chat/completions/:id',
      answer: async (_body, context) => jsonResponse(200, (await find(context)).completion),
    },
    {
      type: 'lookup',
      method: 'POST',
      path: '/chat/completions/:id',
      async answer(body, context) {
        const { completion } = await find(context);
        if (!isFields(body) || body['metadata'] === undefined) refuseMissing('metadata');
        const metadata = readMetadata(body);
        const changed = await completionsOf(store, context).update(completion.id, (stored) => ({
          ...stored,
          completion: { ...stored.completion, metadata },
        }));
        // Somebody else may have deleted it since it was found.
        if (changed === undefined) throw notFound(completion.id);
        return jsonResponse(200, changed.completion);
      },
    },
    {
      type: 'lookup',
      method: 'DELETE',
      path: '/chat/completions/:id',
      async answer(_body, context) {
        const id = context.params['id'] ?? '';
        if (!(await completionsOf(store, context).delete(id))) throw notFound(id);
        return jsonResponse(200, { object: 'chat.completion.deleted', id, deleted: true });
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/chat/completions/:id/messages',
      answer: async (_body, context) =>
        jsonResponse(200, pageOf((await find(context)).messages, context.query)),
    },
  ];
}

function notFound(id: string): RequestError {
  return new RequestError({ kind: 'not-found', message: `No chat completion found with id '${id}'.` });
}

/** Whether a completion is of the model, and has the metadata, that `?model=` and `?metadata[name]=` ask for. */
function matches({ completion, requestedModel }: StoredCompletion, query: RequestContext['query']): boolean {
  return Object.entries(query).every(([name, value]) => {
    if (name === 'model') return completion.model === value || requestedModel === value;
    const key = /^metadata\[(.*)\]$/.exec(name)?.[1];
    return key === undefined || completion.metadata[key] === value;
  });
}

function describeMessage(message: Fields, id: string) {
  const content = message['content'];
  const common = { id, ...message, refusal: message['refusal'] ?? null, name: message['name'] ?? null };
  return Array.isArray(content)
    ? { ...common, content: null, content_parts: content as readonly unknown[] }
    : { ...common, content: content ?? null, content_parts: null };
}
