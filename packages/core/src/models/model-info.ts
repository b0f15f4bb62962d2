import type { ReasoningEffort } from '../turn/sim-request.js';

/** US dollars for a million tokens. */
export interface ModelPrices {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** What is known of a model. */
export interface ModelInfo {
  readonly id: string;
  /** `openai`, `anthropic`, `google`, `deepseek`, or what a configuration says. */
  readonly ownedBy: string;
  /** The dated name that replies carry when this alias was asked for; the id itself where there is none. */
  readonly snapshot: string;
  /** Release date as seconds since 1970. */
  readonly createdSeconds: number;
  /** Input and output tokens together. */
  readonly contextWindow: number;
  /** Input tokens alone, where they have a limit of their own. */
  readonly maxInputTokens: number | undefined;
  readonly maxOutputTokens: number;
  /** Efforts that the model accepts; empty: it does not reason. */
  readonly reasoningEfforts: readonly ReasoningEffort[];
  /** The effort when a request names none; `none` for models that do not reason. */
  readonly defaultReasoningEffort: ReasoningEffort;
  /** `text`, `image`, `audio`, `pdf`, `video`. */
  readonly inputModalities: readonly string[];
  readonly prices: ModelPrices | undefined;
}
