import { longestName } from '../bounded/bounded-name.js';

/** The name under which everything is kept that found no place of its own. */
export const otherName = '__other__';

/** How many names statistics keep apart. */
export const nameLimit = 128;

/**
 * Entries by names that strangers choose. The first 128 names have an entry of their own, all others share one: what
 * was counted is never dropped.
 */
export interface NameTable<T> {
  /** The entry of a name, made on first use. */
  get(name: string): T;
  values(): Iterable<T>;
}

/** @param create - makes an entry, given its name, which is `__other__` for the shared one */
export function createNameTable<T>(create: (name: string) => T): NameTable<T> {
  const entries = new Map<string, T>();
  let places = nameLimit;

  function insert(name: string): T {
    const entry = create(name);
    entries.set(name, entry);
    return entry;
  }

  return {
    get(name) {
      const known = entries.get(name);
      if (known !== undefined) return known;
      if (places > 0 && name !== otherName && name.length <= longestName) {
        places -= 1;
        return insert(name);
      }
      return entries.get(otherName) ?? insert(otherName);
    },
    values: () => entries.values(),
  };
}
