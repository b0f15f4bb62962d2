import { createBoundedMap, estimateCharacters, type JsonValue } from '@llmsim/core';
import type { ReadItem } from '../request/read-items.js';
import type { Item } from '../request/responses-request.js';

/** One turn of a chain of responses: what was asked and answered, and the turn before it. */
export interface KnownTurn {
  readonly items: readonly Item[];
  readonly previousResponseId: string | null;
  /** That turn, if it is known. */
  readonly before?: KnownTurn | undefined;
}

/**
 * Turns that were loaded before, so that a long conversation is not loaded and read again from its beginning at each
 * turn. Bounded; what is not known any more is loaded again.
 */
export interface KnownTurns {
  get(responseId: string): KnownTurn | undefined;
  /** @returns what is kept of the turn */
  set(responseId: string, turn: KnownTurn): KnownTurn;
  /** Notes that one turn follows another, so that it need not be looked up. */
  link(turn: KnownTurn, before: KnownTurn): void;
  delete(responseId: string): void;
  /** What items mean that were read before. */
  readonly read: WeakMap<Item, ReadItem>;
}

/** Turns, and the characters of all together. */
const maxTurns = 20_000;
const maxCharacters = 32_000_000;

/** One turn does not keep the one before it: what is dropped is gone. */
class KeptTurn implements KnownTurn {
  readonly items: readonly Item[];
  readonly previousResponseId: string | null;
  readonly characters: number;
  isDeleted = false;
  #before: WeakRef<KeptTurn> | undefined;

  constructor({ items, previousResponseId }: KnownTurn) {
    this.items = items;
    this.previousResponseId = previousResponseId;
    this.characters = estimateCharacters(items as unknown as JsonValue);
  }

  get before(): KnownTurn | undefined {
    const before = this.#before?.deref();
    return before?.isDeleted === false ? before : undefined;
  }

  follow(before: KeptTurn): void {
    this.#before = new WeakRef(before);
  }
}

/** Makes the known turns of each tenant, which share the bounds. */
export function createKnownTurns(): (tenant: string | undefined) => KnownTurns {
  const turns = createBoundedMap<KeptTurn>({
    maxEntries: maxTurns,
    maxSize: maxCharacters,
    sizeOf: (key, { characters }) => key.length + characters,
  });
  const read = new WeakMap<Item, ReadItem>();
  return (tenant = '') => {
    const keyOf = (responseId: string) => `${responseId}\u0000${tenant}`;
    return {
      read,
      get: (responseId) => turns.use(keyOf(responseId)),
      set(responseId, turn) {
        const kept = new KeptTurn(turn);
        turns.set(keyOf(responseId), kept);
        return kept;
      },
      link(turn, before) {
        if (turn instanceof KeptTurn && before instanceof KeptTurn) turn.follow(before);
      },
      delete(responseId) {
        const kept = turns.get(keyOf(responseId));
        if (kept !== undefined) kept.isDeleted = true;
        turns.delete(keyOf(responseId));
      },
    };
  };
}
