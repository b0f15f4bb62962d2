/** A value that is its own JSON. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The name of a tenant's part of a collection; see `RequestContext`. */
export function collectionOf(name: string, tenant: string | undefined): string {
  return tenant === undefined ? name : `${name}@${tenant}`;
}

/** An entry as it was at one moment. */
export interface StoredEntry {
  readonly value: JsonValue;
  /** Changes with every put; only meant for `replace`. */
  readonly version: string;
}

/**
 * What an API has to remember between requests: stored replies, conversations. Values are plain JSON, so that an
 * implementation may keep them in another process. Bounded: old entries vanish by age and by number.
 */
export interface StateStore {
  get(collection: string, id: string): JsonValue | undefined | Promise<JsonValue | undefined>;
  /** An entry together with its version. */
  read(collection: string, id: string): StoredEntry | undefined | Promise<StoredEntry | undefined>;
  /** @param lifetimeMs - milliseconds after which the entry vanishes, where that is before the store's own limit */
  put(collection: string, id: string, value: JsonValue, lifetimeMs?: number): void | Promise<void>;
  /**
   * Puts a value if nobody has put or deleted the entry since it was read.
   * @param version - of the entry that was read; `undefined`: there was none
   * @returns whether it was put
   */
  replace(
    collection: string,
    id: string,
    value: JsonValue,
    version: string | undefined,
    lifetimeMs?: number,
  ): boolean | Promise<boolean>;
  /** Whether there was such an entry. */
  delete(collection: string, id: string): boolean | Promise<boolean>;
  /** Every entry of a collection, oldest first. */
  list(collection: string): readonly JsonValue[] | Promise<readonly JsonValue[]>;
}
