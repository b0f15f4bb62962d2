import { createBoundedMap } from '../bounded/bounded-map.js';
import { estimateCharacters } from './estimate-characters.js';
import type { JsonValue, StateStore, StoredEntry } from './state-store.js';

/** Bounds of a store in memory. */
export interface MemoryStateStoreOptions {
  /** The time, in milliseconds from any origin. */
  readonly nowMs: () => number;
  /** Entries of all collections together; 10,000 by default. The oldest go first. */
  readonly maxEntries?: number;
  /** Milliseconds after which an entry vanishes; 24 hours by default. */
  readonly maxAgeMs?: number;
  /** Characters of all entries' JSON together, about; 256 million by default. The oldest go first; a larger entry is not kept. */
  readonly maxCharacters?: number;
}

interface Entry {
  readonly collection: string;
  readonly id: string;
  readonly value: JsonValue;
  readonly version: string;
  readonly storedAtMs: number;
  /** When it vanishes on its own account; `Infinity`: it has no lifetime of its own. */
  readonly expiresAtMs: number;
  readonly characters: number;
}

/** A state store that answers at once. */
export interface MemoryStateStore extends StateStore {
  get(collection: string, id: string): JsonValue | undefined;
  read(collection: string, id: string): StoredEntry | undefined;
  put(collection: string, id: string, value: JsonValue, lifetimeMs?: number): void;
  replace(
    collection: string,
    id: string,
    value: JsonValue,
    version: string | undefined,
    lifetimeMs?: number,
  ): boolean;
  delete(collection: string, id: string): boolean;
  list(collection: string): readonly JsonValue[];
}

/** Keeps state in this process, within bounds. Putting an entry again makes it the newest. */
export function createMemoryStateStore(options: MemoryStateStoreOptions): MemoryStateStore {
  const { nowMs, maxEntries = 10_000, maxAgeMs = 24 * 60 * 60 * 1000, maxCharacters = 256_000_000 } = options;
  const entries = createBoundedMap<Entry>({
    maxEntries,
    maxSize: maxCharacters,
    sizeOf: (_key, entry) => entry.characters,
  });
  let puts = 0;

  const keyOf = (collection: string, id: string) => `${collection}\u0000${id}`;

  function removeOld(): void {
    const oldestAllowed = nowMs() - maxAgeMs;
    for (let oldest = entries.oldest(); oldest !== undefined; oldest = entries.oldest()) {
      const [key, { storedAtMs }] = oldest;
      if (storedAtMs >= oldestAllowed) return;
      entries.delete(key);
    }
  }

  /** An entry that is still there. */
  function find(collection: string, id: string): Entry | undefined {
    removeOld();
    const key = keyOf(collection, id);
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAtMs > nowMs()) return entry;
    entries.delete(key);
    return undefined;
  }

  function put(collection: string, id: string, value: JsonValue, lifetimeMs = Infinity): void {
    const key = keyOf(collection, id);
    const storedAtMs = nowMs();
    const characters = estimateCharacters(value);
    puts += 1;
    const version = String(puts);
    const expiresAtMs = storedAtMs + lifetimeMs;
    entries.set(key, { collection, id, value, version, storedAtMs, expiresAtMs, characters });
  }

  return {
    get: (collection, id) => find(collection, id)?.value,
    read(collection, id) {
      const entry = find(collection, id);
      return entry && { value: entry.value, version: entry.version };
    },
    put,
    replace(collection, id, value, version, lifetimeMs) {
      if (find(collection, id)?.version !== version) return false;
      put(collection, id, value, lifetimeMs);
      return true;
    },
    delete: (collection, id) => find(collection, id) !== undefined && entries.delete(keyOf(collection, id)),
    list(collection) {
      removeOld();
      return Array.from(entries.entries(), ([, entry]) => entry)
        .filter((entry) => entry.collection === collection && entry.expiresAtMs > nowMs())
        .map(({ value }) => value);
    },
  };
}
