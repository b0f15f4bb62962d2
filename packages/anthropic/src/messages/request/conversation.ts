import type { CacheBreakpoint, SimMessage } from '@llmsim/core';

/** A document or a search result that the reply may cite. */
export interface CitableSource {
  readonly kind: 'text' | 'pdf' | 'content' | 'search-result';
  /** Counted among those of its kind (documents, search results), over all messages. */
  readonly index: number;
  readonly title: string | undefined;
  /** Where it is from; of search results alone. */
  readonly source?: string | undefined;
  /** Empty: its text is not at hand. */
  readonly text: string;
}

/** Where something is that the model thought. */
export interface Thought {
  readonly message: number;
  readonly part: number;
}

/** The conversation of a request. */
export interface Conversation {
  readonly messages: readonly SimMessage[];
  readonly breakpoints: readonly CacheBreakpoint[];
  readonly citable: readonly CitableSource[];
  readonly thoughts: readonly Thought[];
}

/** Puts the blocks of a conversation together to messages, and remembers where breakpoints stand. */
export class ConversationBuilder {
  readonly #messages: SimMessage[] = [];
  readonly #breakpoints: CacheBreakpoint[] = [];
  readonly #citable: CitableSource[] = [];
  readonly #thoughts: Thought[] = [];
  #documents = 0;
  #searchResults = 0;

  /** A message whose blocks were read, with the lifetime that each asks the cache for. */
  add(message: SimMessage, lifetimes: readonly (number | undefined)[] = []): void {
    const index = this.#messages.push(message) - 1;
    for (const [part, lifetimeMs] of lifetimes.entries()) {
      if (lifetimeMs !== undefined) this.#mark(index, part, lifetimeMs);
    }
  }

  /** A part of the message that comes next is what the model thought. */
  think(part: number): void {
    this.#thoughts.push({ message: this.#messages.length, part });
  }

  /** The tools are kept. */
  keepTools(lifetimeMs: number): void {
    this.#breakpoints.push({ after: 'declarations', lifetimeMs });
  }

  /** Everything so far is kept. */
  keepAll(lifetimeMs: number): void {
    const index = this.#messages.length - 1;
    const last = this.#messages[index];
    if (last !== undefined) this.#mark(index, Math.max(0, last.content.length - 1), lifetimeMs);
  }

  cite(source: Omit<CitableSource, 'index'>): void {
    const index = source.kind === 'search-result' ? this.#searchResults++ : this.#documents++;
    this.#citable.push({ ...source, index });
  }

  /** A document that must not be cited counts all the same. */
  passDocument(): void {
    this.#documents += 1;
  }

  end(): Conversation {
    return {
      messages: this.#messages,
      breakpoints: this.#breakpoints,
      citable: this.#citable,
      thoughts: this.#thoughts,
    };
  }

  #mark(message: number, part: number, lifetimeMs: number): void {
    this.#breakpoints.push({ after: { message, part }, lifetimeMs });
  }
}
