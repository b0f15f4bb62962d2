/**
 * What an API keeps of prompts to charge less for prompts that begin alike. Each provider brings its own rule; the
 * simulator's `PromptCache` follows it.
 */
export type PromptCacheRule =
  | {
      /** Whatever two prompts have in common at their beginning is found. Nobody says what was written. */
      readonly breakpoints: 'automatic';
      /** A prompt, and what is found of it, has at least so many tokens. */
      readonly fewestTokens: number;
      /** What is found is a multiple of so many tokens. */
      readonly tokensInStep: number;
    }
  | {
      /** Only what stands before a `CacheBreakpoint` of the request is kept, and it says how long. */
      readonly breakpoints: 'marked';
      /** A beginning with fewer tokens is not kept. */
      readonly fewestTokens: number;
      /** How many pieces of content before a breakpoint an older beginning may end to be found. */
      readonly lookback: number;
    };

/** Where a request wants the beginning of its prompt to be kept. */
export interface CacheBreakpoint {
  /** Behind the declarations (tools), or behind a piece of a message's content; both counted from 0. */
  readonly after: 'declarations' | { readonly message: number; readonly part: number };
  /** Milliseconds since it was last found or written. */
  readonly lifetimeMs: number;
}

/** Tokens that a prompt added to the cache. */
export interface CacheWrite {
  readonly lifetimeMs: number;
  readonly tokens: number;
}

/** How much of a prompt the cache had. */
export interface CachedPrompt {
  readonly readTokens: number;
  /** What was added, one entry for each lifetime; always empty under a rule that does not report it. */
  readonly writes: readonly CacheWrite[];
}
