import { collectionOf, createStateCollection, type StateStore } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import { familyOf } from '../../identifiers.js';
import type { Item } from '../request/responses-request.js';

/** What is kept of how a response ran on its own. What it says while it runs is known where it runs. */
export interface StoredRun {
  /** Wall time in milliseconds. */
  readonly startedAtMs: number;
  /** Whether its events may be asked for. */
  readonly streamed: boolean;
  readonly isOver: boolean;
  /** The events as `RunEvent`, each at the place of its number; empty until it is over, and if it was not streamed. */
  readonly events: readonly string[];
}

/** What is kept of a response. */
export interface StoredResponse {
  readonly id: string;
  /** The items of its own request, as they were sent. */
  readonly input: readonly Item[];
  /** The response that it continues. */
  readonly previousResponseId: string | null;
  /** As JSON: the final response, or how it began if it still runs on its own. */
  readonly response: string;
  /** `null`: it did not run on its own. */
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
  /** Changes a response that others may be changing or deleting. @returns `undefined`: there is none of this id */
  update(
    id: string,
    change: (present: StoredResponse) => StoredResponse,
  ): Promise<StoredResponse | undefined>;
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
    update: (id, change) =>
      collection.update(familyOf(id), (present) => (present.id === id ? change(present) : present)),
    keep: (response) => collection.put(familyOf(response.id), response),
    forget: async (id) => ((await find(id)) === undefined ? false : collection.delete(familyOf(id))),
  };
}
