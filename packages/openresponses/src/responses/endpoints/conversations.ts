import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, RequestContext } from '@llmsim/core';
import { isFields, limitItems, pageOf, readList, readMetadata, refuse, refuseMissing } from '@llmsim/wire';
import type { Fields, ListPage } from '@llmsim/wire';
import { createIdSource } from '../../identifiers.js';
import { readItems } from '../request/read-items.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { ResponsesServices } from '../responses-services.js';
import { describeInput } from '../state/describe-input.js';
import type { IdentifiedItem } from '../state/describe-input.js';
import type { StoredConversation } from '../state/conversation-store.js';

/** How many items may be added at a time. */
const maxItems = 20;

/** Makes, shows, changes and deletes conversations and their items. */
export function createConversationEndpoints({
  storesOf,
  dialect,
  strict,
}: ResponsesServices): readonly LookupEndpoint[] {
  const refuseOthers = (body: Fields, ...known: readonly string[]): void => {
    const other = strict ? Object.keys(body).find((name) => !known.includes(name)) : undefined;
    if (other !== undefined) refuse(`Unknown parameter: '${other}'.`, other, 'unknown_parameter');
  };
  const get = (context: RequestContext): Promise<StoredConversation> =>
    storesOf(context).conversations.get(context.params['id'] ?? '');
  const change = (
    context: RequestContext,
    how: (present: StoredConversation) => StoredConversation,
  ): Promise<unknown> => storesOf(context).conversations.update(context.params['id'] ?? '', how);
  return [
    {
      type: 'lookup',
      method: 'POST',
      path: '/conversations',
      async answer(body = {}, context) {
        if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
        refuseOthers(body, 'items', 'metadata');
        const id = createIdSource(context.requestId, 'conversation').draw('conv');
        const conversation: StoredConversation = {
          id,
          createdSeconds: Math.floor(context.acceptedAtMs / 1000),
          metadata: readMetadata(body),
          items: readNewItems(body, dialect, id, context.requestId),
        };
        await storesOf(context).conversations.keep(conversation);
        return jsonResponse(200, describeConversation(conversation));
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/conversations/:id',
      answer: async (_body, context) => jsonResponse(200, describeConversation(await get(context))),
    },
    {
      type: 'lookup',
      method: 'POST',
      path: '/conversations/:id',
      async answer(body, context) {
        const found = await get(context);
        if (!isFields(body) || body['metadata'] === undefined) refuseMissing('metadata');
        refuseOthers(body, 'metadata');
        const metadata = readMetadata(body);
        await change(context, (present) => ({ ...present, metadata }));
        return jsonResponse(200, describeConversation({ ...found, metadata }));
      },
    },
    {
      type: 'lookup',
      method: 'DELETE',
      path: '/conversations/:id',
      async answer(_body, context) {
        const id = context.params['id'] ?? '';
        await storesOf(context).conversations.forget(id);
        return jsonResponse(200, { id, object: 'conversation.deleted', deleted: true });
      },
    },
    {
      type: 'lookup',
      method: 'POST',
      path: '/conversations/:id/items',
      async answer(body, context) {
        const conversation = await get(context);
        if (!isFields(body) || body['items'] === undefined) refuseMissing('items');
        refuseOthers(body, 'items');
        const added = readNewItems(body, dialect, conversation.id, context.requestId);
        await change(context, (present) => ({ ...present, items: [...present.items, ...added] }));
        return jsonResponse(200, wholeList(added));
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/conversations/:id/items',
      answer: async (_body, context) =>
        jsonResponse(200, pageOf((await get(context)).items, { order: 'desc', ...context.query })),
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/conversations/:id/items/:item',
      async answer(_body, context) {
        const conversation = await get(context);
        return jsonResponse(200, conversation.items[indexOf(conversation, context.params['item'] ?? '')]);
      },
    },
    {
      type: 'lookup',
      method: 'DELETE',
      path: '/conversations/:id/items/:item',
      async answer(_body, context) {
        const conversation = await get(context);
        const itemId = context.params['item'] ?? '';
        await change(context, (present) => ({
          ...present,
          items: present.items.toSpliced(indexOf(present, itemId), 1),
        }));
        return jsonResponse(200, describeConversation(conversation));
      },
    },
  ];
}

function describeConversation({ id, createdSeconds, metadata }: StoredConversation) {
  return { id, object: 'conversation', created_at: createdSeconds, metadata };
}

function wholeList(items: readonly IdentifiedItem[]): ListPage<IdentifiedItem> {
  return {
    object: 'list',
    data: items,
    first_id: items[0]?.id ?? '',
    last_id: items.at(-1)?.id ?? '',
    has_more: false,
  };
}

function readNewItems(
  body: Fields,
  dialect: ResponsesDialect,
  conversationId: string,
  requestId: string,
): readonly IdentifiedItem[] {
  const list = body['items'] === null ? [] : (readList(body, 'items', undefined) ?? []);
  limitItems(list, 'items', maxItems);
  const items = (readItems({ items: list }, 'items', dialect) ?? []).map(({ item }) => item);
  // Each request adds items of its own; their ids lead to the conversation all the same.
  return describeInput(items, conversationId, requestId);
}

function indexOf({ id, items }: StoredConversation, itemId: string): number {
  const index = items.findIndex((item) => item.id === itemId);
  if (index !== -1) return index;
  throw new RequestError({
    kind: 'not-found',
    message: `Item with id '${itemId}' not found in conversation with id '${id}'.`,
  });
}
