import type { ApiFailure, FailureContext, ModelInfo, ReasoningEffort } from '@llmsim/core';
import type { Fields, MemberCheck } from '@llmsim/wire';

/** An error as it is inside a stream or a message, with the HTTP status that it has outside one. */
export interface FormattedFailure {
  readonly status: number;
  readonly error: {
    readonly type: string;
    readonly code: string | null;
    readonly message: string;
    readonly param: string | null;
  };
}

/** In what one API that speaks the Responses wire differs from another. */
export interface ResponsesDialect {
  /** Keeps what is stored apart from other dialects', `openresponses` for one. */
  readonly name: string;
  /** Where creating a response is documented. */
  readonly documentationUrl: string;
  /** Every parameter that creating a response takes. */
  readonly parameters: ReadonlySet<string>;
  /** Refuses members that the API does not have, at every level; asked in strict mode only. */
  readonly checkMembers: MemberCheck;
  readonly includes: readonly string[];
  readonly reasoningEfforts: readonly ReasoningEffort[];
  readonly serviceTiers: readonly string[];
  /** The types of tools that may be declared. Only `function` and `custom` are ever called. */
  readonly toolTypes: readonly string[];
  /** The types of `text.format`. */
  readonly textFormats: readonly string[];
  /** Types of input items that other tools leave behind: they are accepted and have no effect. */
  readonly foreignItemTypes: readonly string[];
  /** The start of the names of the events of raw reasoning: `response.reasoning` for one. */
  readonly reasoningTextEvent: string;
  /** Whether a stream over HTTP ends with `[DONE]`. */
  readonly endsWithDone: boolean;
  /** Whether reasoning items have a `status`, as other items do. */
  readonly reasoningHasStatus: boolean;
  /** Whether `text.format` repeats the JSON schema, or has `null` in its place. */
  readonly echoesSchema: boolean;
  /** Whether the response object has the fields that OpenAI has beyond the open standard. */
  readonly hasExtendedObject: boolean;
  /** Whether tools, formats, items and includes that the API does not know are accepted and have no effect. */
  readonly ignoresUnknown: boolean;
  /**
   * Whether the input is checked as OpenAI does, beyond the open standard: ids of items, their encrypted contents,
   * duplicates, reasoning that belongs to them, the form of file data. If not, any are taken.
   */
  readonly checksInput: boolean;
  /** How many turns of one socket may run at once, each in a lane of its own; 1: there are no lanes. */
  readonly concurrentTurns: number;
  formatFailure(failure: ApiFailure, context: FailureContext): FormattedFailure;
  /** What the real models refuse. `undefined`: everything is taken. @throws RequestError */
  checkModel?(body: Fields, model: ModelInfo): void;
  /** Whether a function that leaves `strict` out gets the schema that strict mode wants, where that is possible. */
  readonly closesSchemas: boolean;
  /** What moderation found; asked if the request has `moderation`. */
  moderate?(model: string): unknown;
}
