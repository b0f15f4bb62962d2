import type { ModelInfo, SimRequest } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';

/** A request for chat completions, read and checked: what the simulator needs, and what only this wire needs. */
export interface ChatRequest {
  readonly sim: SimRequest;
  readonly model: ModelInfo;
  readonly streaming: boolean;
  /** Whether a stream has the usage in a chunk of its own. */
  readonly usageInStream: boolean;
  /** Whether each chunk of a stream has the usage so far, by vLLM's `continuous_usage_stats`. */
  readonly usageInChunks: boolean;
  /** Whether the chunks of a stream are padded to even lengths. */
  readonly obfuscated: boolean;
  /** How many alternatives to list for each token, 0–20; `undefined`: no log probabilities at all. */
  readonly topLogprobs: number | undefined;
  /** The tier that the reply names. */
  readonly serviceTier: string;
  /** One tool was named, so that calling it is no decision of the model: the turn ends with `stop`. */
  readonly toolNamed: boolean;
  /** The deprecated `functions` were sent, so the reply has `function_call`. */
  readonly legacyFunctions: boolean;
  /** The moderation model that was asked for. */
  readonly moderationModel: string | undefined;
  /** What to remember with the reply; `undefined`: it is not stored. */
  readonly stored: StoredInput | undefined;
}

/** What is kept of a request whose reply is stored. */
export interface StoredInput {
  readonly metadata: Fields;
  readonly messages: readonly Fields[];
  /** Parameters that the stored object repeats. */
  readonly parameters: Fields;
}
