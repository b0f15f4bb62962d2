import { refuse } from '@llmsim/wire';
import { familyOf } from '../../identifiers.js';
import type { ItemMeaning, ReadItem } from './read-items.js';

/**
 * Refuses an item that the input, the chain or the conversation has twice, by their ids. In the words of
 * OpenRouterTeam/ai-sdk-provider#254; param and code of earendil-works/pi#5165.
 * @throws RequestError
 */
export function refuseDuplicates(items: readonly ReadItem[]): void {
  let ids: Set<string> | undefined;
  for (const { item } of items) {
    const id = item['id'];
    if (typeof id !== 'string') continue;
    ids ??= new Set();
    if (ids.has(id)) {
      refuse(
        `Duplicate item found with id ${id}. Remove duplicate items from your input and try again.`,
        'input',
      );
    }
    ids.add(id);
  }
}

/**
 * Refuses reasoning that has lost the item that it led to. The rule is for what the service stored: encrypted reasoning
 * of a request that is not to be stored comes back by itself when a client was cut off in mid-stream, and is taken
 * (a probe of the live service in September 2026).
 * @param isStored - whether the request is to be stored
 * @throws RequestError
 */
export function refuseLoneReasoning(items: readonly ItemMeaning[], isStored: boolean): void {
  for (const [index, item] of items.entries()) {
    if (item.type !== 'reasoning' || item.id === undefined || (item.isEncrypted && !isStored)) continue;
    let next = index + 1;
    while (items[next]?.type === 'reasoning') next += 1;
    const successor = items[next];
    const isBound =
      successor?.type === 'call' ||
      successor?.type === 'foreign' ||
      (successor?.type === 'message' && successor.role === 'assistant' && successor.id !== undefined);
    if (!isBound) {
      refuse(
        `Item '${item.id}' of type 'reasoning' was provided without its required following item.`,
        'input',
      );
    }
  }
}

/** What only the store can say of items that came back. */
export interface OpenQuestions {
  /** Ids of reasoning that came without encrypted content: it must be stored. */
  readonly reasoning: readonly string[];
  /** Ids of items without any reasoning of their response: one of each response, which may have none or need it. */
  readonly followers: readonly string[];
}

const none: OpenQuestions = { reasoning: [], followers: [] };

/** What of an input only the store can say; nothing in most requests, which then need not wait for it. */
export function askAboutItems(items: readonly ReadItem[]): OpenQuestions {
  let reasoning: string[] | undefined;
  let reasoned: Set<string> | undefined;
  let followers: Map<string, string> | undefined;
  for (const { item, meaning } of items) {
    const id = item['id'];
    if (typeof id !== 'string') continue;
    if (meaning.type === 'reasoning') {
      (reasoned ??= new Set()).add(familyOf(id));
      if (!meaning.isEncrypted) (reasoning ??= []).push(id);
    } else if (isFollower(meaning)) {
      followers ??= new Map();
      if (!followers.has(familyOf(id))) followers.set(familyOf(id), id);
    }
  }
  if (reasoning === undefined && followers === undefined) return none;
  for (const family of reasoned ?? []) followers?.delete(family);
  return { reasoning: reasoning ?? [], followers: [...(followers?.values() ?? [])] };
}

function isFollower(meaning: ItemMeaning): boolean {
  return meaning.type === 'call' || (meaning.type === 'message' && meaning.role === 'assistant');
}
