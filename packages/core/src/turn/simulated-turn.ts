/**
 * Why a turn ended. Each provider has its own words for these. `paused`: the service interrupted a long turn, which goes
 * on when the client sends it back.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'paused';

/**
 * One part of a turn. `pieces` are the part's output tokens in order: each entry is exactly one token, and joined
 * they are the part's text. A token that ends inside a code point is the empty string, and the whole code point
 * comes with the token that completes it, so `pieces.length` is always the token count.
 */
export type TurnPart = (
  | {
      readonly type: 'reasoning';
      /** All reasoning tokens, shown or not. */
      readonly tokenCount: number;
      /** The text that may be shown; empty when the wire hides reasoning. At most `tokenCount` entries. */
      readonly pieces: readonly string[];
    }
  | { readonly type: 'text'; readonly pieces: readonly string[] }
  | { readonly type: 'refusal'; readonly pieces: readonly string[] }
  | {
      readonly type: 'tool-call';
      /** `hosted`: the service ran it itself, and the turn went on with what came of it. */
      readonly tool: 'function' | 'custom' | 'hosted';
      readonly name: string;
      /** The tokens of the arguments (free text for a custom tool, JSON for others). */
      readonly pieces: readonly string[];
      /** The id of the call; `undefined`: the wire draws one, as it usually does. */
      readonly callId?: string | undefined;
    }
) & {
  /**
   * How many pieces each chunk of a stream has; what is left over is one chunk. `undefined`: as many as usual.
   */
  readonly chunkSizes?: readonly number[] | undefined;
};

/** What the simulated model says in one turn. */
export interface SimulatedTurn {
  readonly parts: readonly TurnPart[];
  readonly finishReason: FinishReason;
  /** The stop sequence of the request that ended the text; `undefined`: the turn ended for another reason. */
  readonly stopSequence?: string | undefined;
}
