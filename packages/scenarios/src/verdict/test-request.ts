/** A tool call that was made in a reply. */
export interface MadeCall {
  readonly name: string;
  /** As they were sent. */
  readonly arguments: string;
}

/** One request of a test, as a verdict shows it. Keys are in snake case because they are a wire. */
export interface TestRequest {
  /** From 1, in the order in which they came. */
  readonly number: number;
  /** As the reply's headers say it; `null`: it is not known. */
  readonly request_id: string | null;
  readonly api: string;
  readonly endpoint: string;
  readonly model: string;
  /** How often the same request came, this time included. */
  readonly attempt: number;
  /**
   * `met`: a turn of a scenario answered it. `unmatched`: none fitted. `ambiguous`: several did. `invalid`: it was
   * refused before anybody looked.
   */
  readonly result: 'met' | 'unmatched' | 'ambiguous' | 'invalid';
  /** The scenario that was met, its turn, and the file and line of it. */
  readonly scenario: string | null;
  readonly turn: number | null;
  readonly place: string | null;
  /** Why no scenario was met. */
  readonly explanation: string | null;
  /** The failure mode that struck it. */
  readonly fault: string | null;
  readonly tool_calls: readonly MadeCall[];
  /** The text that was said. */
  readonly text: string | null;
  /** What was asked, if the test wanted it kept. */
  readonly body?: unknown;
}
