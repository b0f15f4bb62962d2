import type { JsonValue, StateStore } from '@llmsim/core';
import type { IpcCaller, IpcHandlers } from './ipc.js';

/** A state store that another process keeps. */
export function createRemoteStateStore(primary: IpcCaller): StateStore {
  return {
    get: async (collection, id) =>
      ((await primary.call('store.get', { collection, id })) as JsonValue | null) ?? undefined,
    put: async (collection, id, value) => {
      await primary.call('store.put', { collection, id, value });
    },
    delete: async (collection, id) => (await primary.call('store.delete', { collection, id })) as boolean,
    list: async (collection) => (await primary.call('store.list', { collection })) as JsonValue[],
  };
}

interface StoreCall {
  readonly collection: string;
  readonly id: string;
  readonly value: JsonValue;
}

/** What the process that keeps the store answers to the others. */
export function shareStateStore(store: StateStore): IpcHandlers {
  return {
    'store.get': ({ collection, id }: StoreCall) => store.get(collection, id),
    'store.put': ({ collection, id, value }: StoreCall) => store.put(collection, id, value),
    'store.delete': ({ collection, id }: StoreCall) => store.delete(collection, id),
    'store.list': ({ collection }: StoreCall) => store.list(collection),
  };
}
