import type { Steps } from '../steps/steps.js';

/** Counts and cuts text as a model's tokenizer does. */
export interface TokenCounter {
  /** The encoding's name, `o200k_base` for one. */
  readonly encoding: string;
  /** How many tokens the text has. Special tokens in it count as the ordinary text they are. */
  count(text: string): number;
  /**
   * The tokens as text, one entry for each. Joined they are the text. A token that ends inside a code point is the
   * empty string, and the code point comes with the token that completes it.
   */
  split(text: string): string[];
  /** As `count`, in steps; `undefined`: all at once is the only way. */
  countStepwise?(text: string): Steps<number>;
  /** As `split`, in steps; `undefined`: all at once is the only way. */
  splitStepwise?(text: string): Steps<string[]>;
}
