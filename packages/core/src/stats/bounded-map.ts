import { longestName } from './bounded-name.js';

/** The name under which everything is kept that found no place of its own. */
export const otherName = '__other__';

/** How many names statistics keep apart. */
export const nameLimit = 128;

/** A map from names that strangers choose, of which it keeps the first 128; all others share one entry. */
export interface BoundedMap<T> {
  /** The entry of a name, made on first use. */
  get(name: string): T;
  values(): Iterable<T>;
}

/** @param create - makes an entry, given its name, which is `__other__` for the shared one */
export function createBoundedMap<T>(create: (name: string) => T): BoundedMap<T> {
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
