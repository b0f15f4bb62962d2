import type { JsonValue, StateStore, StoredEntry } from './state-store.js';

/** The entries of one kind in a store. */
export interface StateCollection<Value> {
  get(id: string): Value | undefined | Promise<Value | undefined>;
  /** @param lifetimeMs - see `StateStore.put` */
  put(id: string, value: Value, lifetimeMs?: number): void | Promise<void>;
  /**
   * Changes an entry that others may be changing at the same time: none of the changes is lost.
   * @param change - makes the new value of the present one; called again if somebody else was faster
   * @returns the new value; `undefined`: there is no such entry
   */
  update(id: string, change: (present: Value) => Value): Promise<Value | undefined>;
  /** Whether there was such an entry. */
  delete(id: string): boolean | Promise<boolean>;
  /** Every entry, oldest first. */
  list(): readonly Value[] | Promise<readonly Value[]>;
}

/**
 * A collection whose values are known to be of one type.
 * @typeParam Value - must be its own JSON: no dates, no functions, no `undefined` that matters
 */
export function createStateCollection<Value extends object>(
  store: StateStore,
  name: string,
): StateCollection<Value> {
  // What is put here is the only thing that comes out.
  const toJson = (value: Value) => value as unknown as JsonValue;
  const fromJson = (value: JsonValue | undefined) => value as unknown as Value | undefined;
  const valueOf = (entry: StoredEntry) => entry.value as unknown as Value;
  return {
    get(id) {
      const value = store.get(name, id);
      return value instanceof Promise ? value.then(fromJson) : fromJson(value);
    },
    put: (id, value, lifetimeMs) => store.put(name, id, toJson(value), lifetimeMs),
    async update(id, change) {
      for (;;) {
        const entry = await store.read(name, id);
        if (entry === undefined) return undefined;
        const changed = change(valueOf(entry));
        if (await store.replace(name, id, toJson(changed), entry.version)) return changed;
      }
    },
    delete: (id) => store.delete(name, id),
    list: () => store.list(name) as unknown as readonly Value[] | Promise<readonly Value[]>,
  };
}
