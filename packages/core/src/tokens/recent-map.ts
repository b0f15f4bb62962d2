/** A map that forgets what was not used for long, so that it never grows beyond a bound. */
export interface RecentMap<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

/** What an entry weighs beside its key, in UTF-16 units: about the memory of the entry itself. */
const entryWeight = 32;

/**
 * A map that holds entries for keys of at least `capacity` UTF-16 units altogether, each key weighing 32 more than its
 * length, and of at most twice as many. Entries are kept in two generations: when the young one is full, the old one
 * is dropped and the young one is the old, and what is used of the old one moves over. That is less exact than a list
 * in the order of use, and costs next to nothing.
 *
 * A key heavier than the capacity is not kept.
 */
export function createRecentMap<V>(capacity: number): RecentMap<V> {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  let weight = 0;

  function set(key: string, value: V): void {
    const added = key.length + entryWeight;
    if (added > capacity) return;
    if (weight + added > capacity) {
      old = young;
      young = new Map();
      weight = 0;
    }
    young.set(key, value);
    weight += added;
  }

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
  };
}
