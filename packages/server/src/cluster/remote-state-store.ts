import type { JsonValue, StateStore, StoredEntry } from '@llmsim/core';
import type { IpcCaller, IpcHandlers } from './ipc.js';

/** A state store that another process keeps. */
export function createRemoteStateStore(primary: IpcCaller): StateStore {
  return {
    get: async (collection, id) =>
      ((await primary.call('store.get', { collection, id })) as JsonValue | null) ?? undefined,
    read: async (collection, id) =>
      ((await primary.call('store.read', { collection, id })) as StoredEntry | null) ?? undefined,
    put: async (collection, id, value, lifetimeMs) => {
      await primary.call('store.put', { collection, id, value, lifetimeMs });
    },
    replace: async (collection, id, value, version, lifetimeMs) =>
      (await primary.call('store.replace', { collection, id, value, version, lifetimeMs })) as boolean,
    delete: async (collection, id) => (await primary.call('store.delete', { collection, id })) as boolean,
    list: async (collection) => (await primary.call('store.list', { collection })) as JsonValue[],
  };
}

interface StoreCall {
  readonly collection: string;
  readonly id: string;
  readonly value: JsonValue;
  readonly version?: string | undefined;
  readonly lifetimeMs?: number | undefined;
}

/** What the process that keeps the store answers to the others. */
export function shareStateStore(store: StateStore): IpcHandlers {
  return {
    'store.get': ({ collection, id }: StoreCall) => store.get(collection, id),
    'store.read': ({ collection, id }: StoreCall) => store.read(collection, id),
    'store.put': ({ collection, id, value, lifetimeMs }: StoreCall) =>
      store.put(collection, id, value, lifetimeMs),
    'store.replace': ({ collection, id, value, version, lifetimeMs }: StoreCall) =>
      store.replace(collection, id, value, version, lifetimeMs),
    'store.delete': ({ collection, id }: StoreCall) => store.delete(collection, id),
    'store.list': ({ collection }: StoreCall) => store.list(collection),
  };
}
