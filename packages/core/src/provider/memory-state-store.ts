import { estimateCharacters } from './estimate-characters.js';
import type { JsonValue, StateStore } from './state-store.js';

/** Bounds of a store in memory. */
export interface MemoryStateStoreOptions {
  /** The time, in milliseconds from any origin. */
  readonly nowMs: () => number;
  /** Entries of all collections together; 10,000 by default. The oldest go first. */
  readonly maxEntries?: number;
  /** Milliseconds after which an entry vanishes; 24 hours by default. */
  readonly maxAgeMs?: number;
  /** Characters of all entries' JSON together, about; 256 million by default. The oldest go first. */
  readonly maxCharacters?: number;
}

interface Entry {
  readonly collection: string;
  readonly id: string;
  readonly value: JsonValue;
  readonly storedAtMs: number;
  readonly characters: number;
}

/** A state store that answers at once. */
export interface MemoryStateStore extends StateStore {
  get(collection: string, id: string): JsonValue | undefined;
  put(collection: string, id: string, value: JsonValue): void;
  delete(collection: string, id: string): boolean;
  list(collection: string): readonly JsonValue[];
}

/** Keeps state in this process, within bounds. Putting an entry again makes it the newest. */
export function createMemoryStateStore(options: MemoryStateStoreOptions): MemoryStateStore {
  const { nowMs, maxEntries = 10_000, maxAgeMs = 24 * 60 * 60 * 1000, maxCharacters = 256_000_000 } = options;
  // Oldest first, as maps keep the order of insertion.
  const entries = new Map<string, Entry>();
  let characters = 0;

  const keyOf = (collection: string, id: string) => `${collection}\u0000${id}`;

  function remove(key: string): boolean {
    characters -= entries.get(key)?.characters ?? 0;
    return entries.delete(key);
  }

  function removeOld(): void {
    const oldestAllowed = nowMs() - maxAgeMs;
    for (const [key, entry] of entries) {
      const isWithinBounds = entries.size <= maxEntries && characters <= maxCharacters;
      if (isWithinBounds && entry.storedAtMs >= oldestAllowed) return;
      remove(key);
    }
  }

  return {
    get(collection, id) {
      removeOld();
      return entries.get(keyOf(collection, id))?.value;
    },
    put(collection, id, value) {
      const key = keyOf(collection, id);
      remove(key);
      const entry = { collection, id, value, storedAtMs: nowMs(), characters: estimateCharacters(value) };
      entries.set(key, entry);
      characters += entry.characters;
      removeOld();
    },
    delete: (collection, id) => remove(keyOf(collection, id)),
    list(collection) {
      removeOld();
      return [...entries.values()]
        .filter((entry) => entry.collection === collection)
        .map(({ value }) => value);
    },
  };
}
