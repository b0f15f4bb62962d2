/** A value that is its own JSON. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The name of a tenant's part of a collection; see `RequestContext`. */
export function collectionOf(name: string, tenant: string | undefined): string {
  return tenant === undefined ? name : `${name}@${tenant}`;
}

/**
 * What an API has to remember between requests: stored replies, conversations. Values are plain JSON, so that an
 * implementation may keep them in another process. Bounded: old entries vanish by age and by number.
 */
export interface StateStore {
  get(collection: string, id: string): JsonValue | undefined | Promise<JsonValue | undefined>;
  put(collection: string, id: string, value: JsonValue): void | Promise<void>;
  /** Whether there was such an entry. */
  delete(collection: string, id: string): boolean | Promise<boolean>;
  /** Every entry of a collection, oldest first. */
  list(collection: string): readonly JsonValue[] | Promise<readonly JsonValue[]>;
}
