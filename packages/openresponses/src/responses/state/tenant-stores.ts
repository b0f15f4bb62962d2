import type { RequestContext, StateStore } from '@llmsim/core';
import { createConversationStore, type ConversationStore } from './conversation-store.js';
import { createKnownTurns, type KnownTurns } from './known-turns.js';
import { createResponseStore, type ResponseStore } from './response-store.js';

/** What one tenant stored. */
export interface TenantStores {
  readonly responses: ResponseStore;
  readonly conversations: ConversationStore;
  /** Turns of its responses that this process has loaded. */
  readonly turns: KnownTurns;
}

/** Finds the stores of the tenant whose request it is. */
export type StoresOf = (context: Pick<RequestContext, 'tenant'>) => TenantStores;

/**
 * Keeps what tenants store apart from each other.
 * @param name - keeps what different dialects store apart
 */
export function createTenantStores(store: StateStore, name: string): StoresOf {
  const turnsOf = createKnownTurns();
  const storesOf = (tenant?: string): TenantStores => {
    const turns = turnsOf(tenant);
    const responses = createResponseStore(store, name, tenant);
    return {
      responses: {
        ...responses,
        forget(id) {
          turns.delete(id);
          return responses.forget(id);
        },
      },
      conversations: createConversationStore(store, name, tenant),
      turns,
    };
  };
  // Requests of one tenant often follow each other.
  let last: { readonly tenant: string | undefined; readonly stores: TenantStores } | undefined;
  return ({ tenant }) => {
    if (last === undefined || last.tenant !== tenant) last = { tenant, stores: storesOf(tenant) };
    return last.stores;
  };
}
