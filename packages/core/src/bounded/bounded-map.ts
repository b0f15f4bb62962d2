/** What a map may hold at most. */
export interface MapBounds<V> {
  /** Entries; by default any number. */
  readonly maxEntries?: number | undefined;
  /** The sizes of all entries together; by default any. */
  readonly maxSize?: number | undefined;
  /** The size of an entry, in a unit that is the map's own; by default 1. The same each time it is asked. */
  readonly sizeOf?: ((key: string, value: V) => number) | undefined;
}

/**
 * A map for what strangers make a process keep: bounded in number and in size. When it is full, the oldest entries go.
 * Reading an entry does not make it newer; setting and `use` do.
 */
export interface BoundedMap<V> {
  get(key: string): V | undefined;
  /** Gets an entry and makes it the newest. */
  use(key: string): V | undefined;
  /** Sets an entry and makes it the newest. One that is larger than the whole map may be is not kept. */
  set(key: string, value: V): void;
  delete(key: string): boolean;
  /** The entry that would go next; `undefined` if there is none. */
  oldest(): readonly [key: string, value: V] | undefined;
  /** How many entries there are. */
  count(): number;
  /** All entries, oldest first. */
  entries(): Iterable<readonly [key: string, value: V]>;
}

/** A bounded map. Everything it does takes constant time, also when each new entry drives out an old one. */
export function createBoundedMap<V>({
  maxEntries = Infinity,
  maxSize = Infinity,
  sizeOf = () => 1,
}: MapBounds<V>): BoundedMap<V> {
  // Oldest first: maps keep the order of insertion.
  const entries = new Map<string, V>();
  let size = 0;
  // One iterator for all searches of the oldest entry. A new one would pass all entries that were deleted before it:
  // tens of microseconds in a map of some thousand entries.
  let keys = entries.keys();
  /** The oldest key, where the iterator has already passed it. */
  let oldestKey: string | undefined;

  function findOldest(): string | undefined {
    if (oldestKey !== undefined || entries.size === 0) return oldestKey;
    let next = keys.next();
    if (next.done === true) {
      // An iterator that has come to its end stays there.
      keys = entries.keys();
      next = keys.next();
    }
    oldestKey = next.value;
    return oldestKey;
  }

  function remove(key: string): boolean {
    if (!entries.has(key)) return false;
    size -= sizeOf(key, entries.get(key) as V);
    if (key === oldestKey) oldestKey = undefined;
    return entries.delete(key);
  }

  function set(key: string, value: V): void {
    remove(key);
    const added = sizeOf(key, value);
    if (added > maxSize) return;
    entries.set(key, value);
    size += added;
    while (entries.size > maxEntries || size > maxSize) {
      const oldest = findOldest();
      if (oldest === undefined) return;
      remove(oldest);
    }
  }

  return {
    get: (key) => entries.get(key),
    use(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        if (key === oldestKey) oldestKey = undefined;
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set,
    delete: remove,
    oldest() {
      const key = findOldest();
      return key === undefined ? undefined : [key, entries.get(key) as V];
    },
    count: () => entries.size,
    entries: () => entries.entries(),
  };
}
