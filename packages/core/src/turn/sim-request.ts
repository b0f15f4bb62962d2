import type { Grammar, JsonSchema } from '@llmsim/schema';
import type { CacheBreakpoint, PromptCacheRule } from './prompt-cache-rule.js';

/** Who speaks. The deprecated role `function` of Chat Completions is a `tool` here. */
export type SimRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool';

/** One piece of a message's content. What is not text is kept only as far as it costs tokens. */
export type SimContent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'image';
      readonly detail: 'low' | 'high' | 'auto' | 'original';
      /** Pixels; `undefined` when the image was not sent along, but only a URL of it. */
      readonly width?: number | undefined;
      readonly height?: number | undefined;
    }
  | { readonly type: 'audio'; readonly durationMs: number }
  | { readonly type: 'file'; readonly filename: string | undefined; readonly bytes: number };

/** A tool call that an earlier turn made, as the client sent it back. */
export interface SimToolCall {
  readonly callId: string;
  readonly name: string;
  /** The arguments as the model wrote them: JSON for a function, free text for a custom tool. */
  readonly argumentsText: string;
}

/** One message of the conversation. */
export interface SimMessage {
  readonly role: SimRole;
  readonly content: readonly SimContent[];
  readonly name?: string | undefined;
  /** Calls that this assistant message made. */
  readonly toolCalls?: readonly SimToolCall[] | undefined;
  /** The call that this tool message answers. */
  readonly toolCallId?: string | undefined;
}

/** A tool that the client offers to the model. */
export type ToolDeclaration =
  | {
      readonly type: 'function';
      readonly name: string;
      readonly description?: string | undefined;
      /** `undefined`: a function without parameters. */
      readonly parameters?: JsonSchema | undefined;
      readonly strict: boolean;
      /** The service runs it itself, and the turn goes on with what came of it; by default the client runs it. */
      readonly hosted?: boolean | undefined;
    }
  | {
      readonly type: 'custom';
      readonly name: string;
      readonly description?: string | undefined;
      /** What its input must follow; `undefined`: it is free. */
      readonly grammar?: Grammar | undefined;
    };

/**
 * Which tools the model may or must call. `named` must call the one tool in `names`; for the other modes `names`
 * narrows the declared tools (OpenAI's `allowed_tools`), and `undefined` means all of them.
 */
export interface ToolChoice {
  readonly mode: 'none' | 'auto' | 'required' | 'named';
  readonly names?: readonly string[] | undefined;
}

/** The shape that the reply's text must have. */
export type OutputFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json-object' }
  | {
      readonly type: 'json-schema';
      readonly name: string;
      readonly schema: JsonSchema;
      readonly strict: boolean;
      readonly description?: string | undefined;
    };

/** How much the model thinks before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** A text that an API puts into the prompt besides the messages, such as the declaration of the tools. */
export interface PromptDeclaration {
  readonly text: string;
  /** What it costs besides its text, in tokens; may be negative. */
  readonly extraTokens: number;
}

/**
 * How an API makes a prompt of a request, and what that costs in tokens. Each provider brings its own figures;
 * `countRequest` adds them up.
 */
export interface PromptFraming {
  /** Added once. */
  readonly priming: number;
  /**
   * What a message costs besides the tokens of its texts: its text parts, the names and arguments of its calls, and
   * its name.
   * @param contentTokens - what its content costs
   */
  messageTokens(message: SimMessage, contentTokens: number): number;
  imageTokens(image: Extract<SimContent, { type: 'image' }>, model: string): number;
  audioTokens(audio: Extract<SimContent, { type: 'audio' }>): number;
  fileTokens(file: Extract<SimContent, { type: 'file' }>): number;
  /** The texts that stand beside the messages, in the order of the prompt. Empty if there are none. */
  declarations(request: SimRequest): readonly PromptDeclaration[];
}

/**
 * One request for one reply, whatever API it came in through. It holds what a generator, a counter or a profile
 * reads, and nothing of a wire.
 */
export interface SimRequest {
  /** The model as the client named it. */
  readonly model: string;
  readonly messages: readonly SimMessage[];
  readonly tools: readonly ToolDeclaration[];
  readonly toolChoice: ToolChoice;
  /** Whether one turn may make more than one call. */
  readonly parallelToolCalls: boolean;
  readonly outputFormat: OutputFormat;
  /** Limit of the output in tokens, reasoning included; `undefined`: the model's own limit. */
  readonly maxOutputTokens?: number | undefined;
  /**
   * What becomes of a request whose prompt leaves less of the context window than `maxOutputTokens`: it is refused (the
   * default), or the turn ends where the window does.
   */
  readonly windowOverflow?: 'refuse' | 'stop' | undefined;
  /** The text ends before the first of these. */
  readonly stop: readonly string[];
  /** How many alternative turns are asked for; at least 1. */
  readonly choices: number;
  /** `undefined`: the model's default effort. Ignored by models that do not reason. */
  readonly reasoningEffort?: ReasoningEffort | undefined;
  /** Whether the wire shows reasoning as text (a summary or the raw text), so that it must be generated. */
  readonly reasoningVisible?: boolean | undefined;
  /** How long that text is at most: `short` 24 tokens, `medium` 60 (the default), `long` 160. */
  readonly reasoningLength?: 'short' | 'medium' | 'long' | undefined;
  /** The most tokens of reasoning (a budget for thinking); `undefined`: the effort alone decides. */
  readonly maxReasoningTokens?: number | undefined;
  /** Scales the length of the text: low 0.5, medium 1, high 2. */
  readonly verbosity?: 'low' | 'medium' | 'high' | undefined;
  /** 0 asks for the same answer each time; `undefined`: not said. */
  readonly temperature?: number | undefined;
  /** The request's own seed; wins over the simulator's. */
  readonly seed?: number | undefined;
  /** Text that the client expects the reply to be (OpenAI's predicted output). */
  readonly prediction?: string | undefined;
  /** What the reply holds of each output token beside its text, such as log probabilities, in bytes; 0 by default. */
  readonly replyBytesPerToken?: number | undefined;
  /**
   * After so many milliseconds without an event, the API sends one that says nothing in a stream; `undefined`: it never
   * does.
   */
  readonly heartbeatMs?: number | undefined;
  /** What the API puts around the messages, and what the prompt costs. */
  readonly promptFraming: PromptFraming;
  /** What the API keeps of prompts; `undefined`: nothing. */
  readonly cacheRule?: PromptCacheRule | undefined;
  /** Separates the prompt caches of different callers. */
  readonly promptCacheKey?: string | undefined;
  /** Where a rule with marked breakpoints keeps the prompt, in the order of the prompt. */
  readonly cacheBreakpoints?: readonly CacheBreakpoint[] | undefined;
  /** What the client notes beside its request, by name; `undefined`: nothing. Nothing that is said depends on it by itself. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
