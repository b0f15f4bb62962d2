/** A grammar is wrong, or no text is in it. The message says what is wrong and where, and begins in lower case. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
}
