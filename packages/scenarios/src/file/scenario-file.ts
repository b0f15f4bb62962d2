/** A text that must fit: contained, `/a regular expression/`, or as the mapping says. */
export type TextCondition =
  | string
  | RegExp
  | { readonly is: string }
  | { readonly contains: string | readonly string[] }
  | { readonly matches: string | RegExp };

/** What must hold for a request. All that is given must. */
export interface When {
  /** The model's name, or several; `*` stands for any text. */
  readonly model?: string | readonly string[];
  /** The provider's name, such as `openai`. */
  readonly api?: string | readonly string[];
  /** The endpoint's name in statistics, such as `responses`. */
  readonly endpoint?: string | readonly string[];
  /** What the system and the developer say. */
  readonly system?: TextCondition;
  /** What the user said last. */
  readonly user?: TextCondition;
  /** Tools that must be offered; `none`: there must be none. */
  readonly tools?: string | readonly string[] | false;
  /** Results since the model spoke last: of these tools, of `any`, or `none`. */
  readonly tool_result?: ToolResultWanted | readonly ToolResultWanted[] | false;
  readonly headers?: Readonly<Record<string, TextCondition>>;
  readonly metadata?: Readonly<Record<string, TextCondition>>;
  readonly images?: boolean;
  /** How many turns the conversation has with this one. */
  readonly turn?: number | readonly number[];
  /** How often the same request was made, this time included. */
  readonly attempt?: number | readonly number[];
}

/** A tool's result that must be there. */
export type ToolResultWanted = string | true | { readonly tool?: string; readonly text?: TextCondition };

/** One part of what is said. */
export type ReplyPartInput =
  | string
  | { readonly text: string }
  | { readonly chunks: readonly string[] }
  | { readonly reasoning: string; readonly tokens?: number }
  | { readonly refusal: string }
  | { readonly json: unknown }
  | { readonly generate: string }
  | {
      readonly tool: string;
      readonly arguments?: Readonly<Record<string, unknown>> | string;
      readonly chunks?: readonly string[];
      readonly id?: string;
      readonly misbehave?:
        'arguments-not-json' | 'arguments-violate-schema' | 'unknown-tool' | 'duplicate-call-id' | 'cut-call';
    }
  | {
      readonly misbehave: 'unknown-tool';
      readonly arguments?: Readonly<Record<string, unknown>> | string;
      readonly chunks?: readonly string[];
      readonly id?: string;
    }
  | {
      readonly misbehave: 'empty' | 'reasoning-only' | 'content-filter';
      readonly text?: string;
      readonly reasoning?: string;
    };

/** A failure mode by name, as headers write it, or with options. */
export type FaultInput =
  | string
  | {
      readonly mode: string;
      /** Which attempts it strikes, from 1; all by default. */
      readonly attempts?: number | readonly number[];
      /** The same for the first so many. */
      readonly times?: number;
      readonly [option: string]: unknown;
    };

/** One turn. */
export interface TurnInput {
  readonly when?: When;
  readonly reply?: ReplyPartInput | readonly ReplyPartInput[];
  readonly fault?: FaultInput | readonly FaultInput[];
  readonly latency?: string | { readonly ttft?: unknown; readonly tbt?: unknown };
  readonly usage?: {
    readonly input_tokens?: number;
    readonly cached_input_tokens?: number;
    readonly output_tokens?: number;
    readonly reasoning_tokens?: number;
  };
  readonly finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'paused';
}

/** What is judged at the end. */
export interface ExpectInput {
  readonly tools?: readonly string[];
  readonly turns?: number;
  readonly requests?: number;
  readonly retries?: number;
  readonly faults?: 'survived';
}

/** A scenario with turns, or a rule, which is one turn that may come at any time. */
export type ScenarioInputEntry = TurnInput & {
  readonly name?: string;
  readonly description?: string;
  readonly turns?: readonly TurnInput[];
  readonly expect?: ExpectInput;
  readonly optional?: boolean;
};

/** A file of scenarios, as a program writes it. */
export interface ScenarioFile {
  readonly $schema?: string;
  readonly unmatched?: 'refuse' | 'generate';
  readonly scenarios: readonly ScenarioInputEntry[];
}
