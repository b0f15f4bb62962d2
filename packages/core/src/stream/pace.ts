/**
 * When the output tokens of one choice are due, in milliseconds after the request was accepted. Asked for one token
 * after another; due times never fall. What is not known yet is `undefined`: it is asked for again when the pace says
 * that more is known.
 */
export interface Pace {
  /** When the first token is due, whether or not there is one. */
  readonly firstTokenMs: number | undefined;
  /** When the next token is due. */
  next(): number | undefined;
  /**
   * When the last of so many tokens is due, counted from the next one; at least 1. For a pace that finds it faster than
   * by asking for each.
   */
  skip?(tokens: number): number | undefined;
  /**
   * Calls back once, and never before it returns, when more is known than was. Absent: everything is known.
   */
  whenKnown?(listener: () => void): void;
}

/**
 * Makes the paces of one reply, one for each choice. Each call starts at the first token again and gives the same
 * times; the first token of all choices is due at the same time.
 */
export type PaceSource = (choice: number) => Pace;

/** What somebody who decides when tokens are due needs to know of a request. */
export interface PacedWork {
  readonly model: string;
  readonly inputTokens: number;
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number;
  /** The output tokens of each choice. */
  readonly outputTokens: readonly number[];
  /** When the request was accepted, in monotonic milliseconds. */
  readonly acceptedAtMs: number;
}

/** Decides when the tokens of replies are due. `undefined`: the request's latency profile does. */
export type Pacer = (work: PacedWork) => PaceSource | undefined;
