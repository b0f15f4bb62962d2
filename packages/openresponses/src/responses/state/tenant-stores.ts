import type { RequestContext, StateStore } from '@llmsim/core';
import { createConversationStore, type ConversationStore } from './conversation-store.js';
import { createResponseStore, type ResponseStore } from './response-store.js';

/** What one tenant stored. */
export interface TenantStores {
  readonly responses: ResponseStore;
  readonly conversations: ConversationStore;
}

/** Finds the stores of the tenant whose request it is. */
export type StoresOf = (context: Pick<RequestContext, 'tenant'>) => TenantStores;

/**
 * Keeps what tenants store apart from each other.
 * @param name - keeps what different dialects store apart
 */
export function createTenantStores(store: StateStore, name: string): StoresOf {
  const storesOf = (tenant?: string): TenantStores => ({
    responses: createResponseStore(store, name, tenant),
    conversations: createConversationStore(store, name, tenant),
  });
  // Requests of one tenant often follow each other.
  let last: { readonly tenant: string | undefined; readonly stores: TenantStores } | undefined;
  return ({ tenant }) => {
    if (last === undefined || last.tenant !== tenant) last = { tenant, stores: storesOf(tenant) };
    return last.stores;
  };
}
