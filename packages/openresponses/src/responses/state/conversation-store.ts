import { collectionOf, createStateCollection, RequestError } from '@llmsim/core';
import type { StateStore } from '@llmsim/core';
import { familyOf } from '../../identifiers.js';
import type { IdentifiedItem } from './describe-input.js';

/** What is kept of a conversation. */
export interface StoredConversation {
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdSeconds: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly items: readonly IdentifiedItem[];
}

/** Where conversations are kept. */
export interface ConversationStore {
  /** `undefined`: there is none of this id. */
  find(id: string): Promise<StoredConversation | undefined>;
  /** @throws RequestError if there is none of this id */
  get(id: string): Promise<StoredConversation>;
  /** The conversation that an item belongs to. */
  findOwner(itemId: string): Promise<StoredConversation | undefined>;
  keep(conversation: StoredConversation): void | Promise<void>;
  /**
   * Changes a conversation that other requests may be changing too; none of the changes is lost.
   * @param change - called again if another request was faster
   * @returns `undefined`: there is none of this id
   */
  update(
    id: string,
    change: (present: StoredConversation) => StoredConversation,
  ): Promise<StoredConversation | undefined>;
  /** @throws RequestError if there is none of this id */
  forget(id: string): Promise<void>;
}

/**
 * @param name - keeps what different dialects store apart
 * @param tenant - whose conversations they are
 */
export function createConversationStore(store: StateStore, name: string, tenant?: string): ConversationStore {
  const place = collectionOf(`${name}.conversations`, tenant);
  const collection = createStateCollection<StoredConversation>(store, place);

  const find = async (id: string): Promise<StoredConversation | undefined> => {
    const found = await collection.get(familyOf(id));
    return found?.id === id ? found : undefined;
  };
  const get = async (id: string): Promise<StoredConversation> => {
    const found = await find(id);
    if (found !== undefined) return found;
    throw new RequestError({ kind: 'not-found', message: `Conversation with id '${id}' not found.` });
  };

  return {
    find,
    get,
    findOwner: async (itemId) => collection.get(familyOf(itemId)),
    keep: (conversation) => collection.put(familyOf(conversation.id), conversation),
    update: async (id, change) =>
      (await find(id)) === undefined ? undefined : collection.update(familyOf(id), change),
    async forget(id) {
      await get(id);
      await collection.delete(familyOf(id));
    },
  };
}
