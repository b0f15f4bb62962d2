import type { JsonSchema } from '@llmsim/schema';

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
    }
  | { readonly type: 'custom'; readonly name: string; readonly description?: string | undefined };

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

/** What an API adds to the prompt around the messages, in tokens. Each provider states its own figures. */
export interface PromptFraming {
  /** Added once. */
  readonly priming: number;
  /** Added once if there are function tools and no system or developer message. */
  readonly toolsAlone: number;
  /** Added once if there are function tools and a system or developer message. */
  readonly toolsWithInstructions: number;
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
  /** The text ends before the first of these. */
  readonly stop: readonly string[];
  /** How many alternative turns are asked for; at least 1. */
  readonly choices: number;
  /** `undefined`: the model's default effort. Ignored by models that do not reason. */
  readonly reasoningEffort?: ReasoningEffort | undefined;
  /** Whether the wire shows reasoning as text (a summary or the raw text), so that it must be generated. */
  readonly reasoningVisible?: boolean | undefined;
  /** Scales the length of the text: low 0.5, medium 1, high 2. */
  readonly verbosity?: 'low' | 'medium' | 'high' | undefined;
  /** The request's own seed; wins over the simulator's. */
  readonly seed?: number | undefined;
  /** Text that the client expects the reply to be (OpenAI's predicted output). */
  readonly prediction?: string | undefined;
  readonly promptFraming: PromptFraming;
  /** Separates the prompt caches of different callers. */
  readonly promptCacheKey?: string | undefined;
}
