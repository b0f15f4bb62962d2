import { collectionOf, createStateCollection, type StateStore } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import { familyOf } from '../../identifiers.js';
import type { Item } from '../request/responses-request.js';

/** An event of a response that runs on its own: when it is due in milliseconds, its type, and itself as JSON. */
export type StoredEvent = readonly [atMs: number, type: string, json: string];

/** A response that runs on its own. Everything that is asked of it follows from this and the time. */
export interface StoredRun {
  /** Wall time in milliseconds. */
  readonly startedAtMs: number;
  /** All events, those of the future too; each stands at the place of its number. */
  readonly events: readonly StoredEvent[];
  /** Whether its events may be asked for. */
  readonly streamed: boolean;
  /** Wall time in milliseconds at which it was cancelled. */
  readonly cancelledAtMs: number | null;
}

/** What is kept of a response. */
export interface StoredResponse {
  readonly id: string;
  /** The items of its own request, as they were sent. */
  readonly input: readonly Item[];
  /** The response that it continues. */
  readonly previousResponseId: string | null;
  /** Exactly one of these is set: the final response as JSON, or the run. */
  readonly response: string | null;
  readonly run: StoredRun | null;
}

/** A response object as it was sent. */
export type ResponseObject = Fields & {
  readonly id: string;
  readonly status: string;
  readonly output: readonly Item[];
};

/** Where responses are kept. */
export interface ResponseStore {
  /** `undefined`: there is none of this id. */
  find(id: string): Promise<StoredResponse | undefined>;
  /** The response that an item belongs to. */
  findOwner(itemId: string): Promise<StoredResponse | undefined>;
  keep(response: StoredResponse): void | Promise<void>;
  /** Whether there was one. */
  forget(id: string): Promise<boolean>;
}

/**
 * @param name - keeps what different dialects store apart
 * @param tenant - whose responses they are
 */
export function createResponseStore(store: StateStore, name: string, tenant?: string): ResponseStore {
  const collection = createStateCollection<StoredResponse>(store, collectionOf(`${name}.responses`, tenant));

  const find = async (id: string): Promise<StoredResponse | undefined> => {
    const found = await collection.get(familyOf(id));
    return found?.id === id ? found : undefined;
  };

  return {
    find,
    findOwner: async (itemId) => collection.get(familyOf(itemId)),
    keep: (response) => collection.put(familyOf(response.id), response),
    forget: async (id) => ((await find(id)) === undefined ? false : collection.delete(familyOf(id))),
  };
}
