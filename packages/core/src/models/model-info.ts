import type { ReasoningEffort } from '../turn/sim-request.js';

/** US dollars for a million tokens. */
export interface ModelPrices {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/**
 * What OpenAI's API refuses for one model and takes for others:
 * - `chat`: Chat Completions as a whole, so that only Responses serves the model. Codex, pro and deep research models
 *   (OpenAI's pages of its models; truefoundry/models#2006 compared them in August 2026).
 * - `chat-tools-while-reasoning`: functions in Chat Completions with any effort but `none`, asked for or by default
 *   (openai/openai-openapi#541, BerriAI/litellm#34569).
 * - `parallel-tool-calls-in-chat`: `parallel_tool_calls` in Chat Completions (the o-series).
 * - `json-schema`, `json-object`: these formats of the reply (langchain-ai/langchain#31490).
 * - `verbosity`: any verbosity but `medium` (enricoros/big-AGI#947 asked every model in January 2026).
 * - `sampling`: `temperature` and `top_p` at every effort, `none` too (models.dev: `temperature = false`).
 */
export type ModelRefusal =
  | 'chat'
  | 'chat-tools-while-reasoning'
  | 'parallel-tool-calls-in-chat'
  | 'json-schema'
  | 'json-object'
  | 'verbosity'
  | 'sampling';

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
  /** What it refuses where other models take it. The other facts of the model say the rest. */
  readonly refuses: readonly ModelRefusal[];
  readonly prices: ModelPrices | undefined;
  /** Whether it answers without reasoning first, whatever effort is asked for; by default it reasons. */
  readonly skipsReasoning?: boolean;
  /** Whether it takes the parameters that reasoning models refuse (`max_tokens`, `temperature`, …); by default not. */
  readonly takesLegacyParameters?: boolean;
}
