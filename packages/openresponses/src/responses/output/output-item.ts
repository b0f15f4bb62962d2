import type { LazyList, LazyText } from '@llmsim/core';
import type { SaidTokenLogprob } from '@llmsim/wire';

/** How far an item is. */
export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

/** A part of a message, keys in the recorded order. */
export type MessagePart =
  | {
      readonly type: 'output_text';
      readonly annotations: readonly never[];
      readonly logprobs: readonly SaidTokenLogprob[] | LazyList;
      readonly text: string | LazyText;
    }
  | { readonly type: 'refusal'; readonly refusal: string };

/** What the model says, or refuses to say. Keys of all items stand in the recorded order. */
export interface MessageItem {
  readonly id: string;
  readonly type: 'message';
  readonly status: ItemStatus;
  readonly content: readonly MessagePart[];
  readonly role: 'assistant';
}

/** A call of a function. `arguments` is JSON, broken off if the limit of the output was reached. */
export interface FunctionCallItem {
  readonly id: string;
  readonly type: 'function_call';
  readonly status: ItemStatus;
  readonly arguments: string | LazyText;
  readonly call_id: string;
  readonly name: string;
  /** Only where the function belongs to one. */
  readonly namespace?: string | undefined;
}

/** A call of a custom tool, whose input is free text. */
export interface CustomToolCallItem {
  readonly id: string;
  readonly type: 'custom_tool_call';
  readonly status: ItemStatus;
  readonly call_id: string;
  readonly input: string | LazyText;
  readonly name: string;
  /** Only where the tool belongs to one. */
  readonly namespace?: string | undefined;
}

/** What the model thought: its text, a summary of it, or that it did. */
export interface ReasoningItem {
  readonly id: string;
  readonly type: 'reasoning';
  /** Only where the dialect has it. */
  readonly status?: ItemStatus;
  readonly content: readonly { readonly type: 'reasoning_text'; readonly text: string }[];
  /** Only if it was asked for. */
  readonly encrypted_content?: string;
  readonly summary: readonly { readonly type: 'summary_text'; readonly text: string }[];
}

/** A call of a built-in tool that the client runs. Its other members depend on the tool. */
export interface BuiltInCallItem {
  readonly id: string;
  readonly type: string;
  readonly status: ItemStatus;
  readonly call_id: string;
}

/** What stands for the conversation so far. */
export interface CompactionItem {
  readonly id: string;
  readonly type: 'compaction';
  readonly encrypted_content: string;
}

/** An item of a response's output. */
export type OutputItem =
  MessageItem | FunctionCallItem | CustomToolCallItem | ReasoningItem | CompactionItem | BuiltInCallItem;
