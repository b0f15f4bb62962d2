import type { ModelInfo, SimRequest } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import type { NamespacedTools } from './read-tools.js';

/** An item of a conversation as it stands on the wire. */
export type Item = Fields & { readonly type: string };

/** A request for a response, read and checked: what the simulator needs, and what only this wire needs. */
export interface ResponsesRequest {
  /** The parameters as they were sent. Those that the response repeats are read from here. */
  readonly body: Fields;
  readonly model: ModelInfo;
  readonly sim: SimRequest;
  /** The items of this request alone, without those of the conversation that it continues. */
  readonly input: readonly Item[];
  readonly streaming: boolean;
  /** Whether the turn runs on its own, to be asked about later. */
  readonly background: boolean;
  /** Whether the response can be asked for and continued later. */
  readonly stored: boolean;
  /** Whether the deltas of a stream are padded to even lengths. */
  readonly obfuscated: boolean;
  /** How many alternatives to list for each token, 0–20; `undefined`: no log probabilities at all. */
  readonly topLogprobs: number | undefined;
  readonly hasEncryptedReasoning: boolean;
  /** As what the text of reasoning is shown. */
  readonly shownReasoning: 'nothing' | 'summary' | 'text';
  readonly namespaced: NamespacedTools;
  /** The types of the built-in tools that are called, by their names in `sim.tools`. */
  readonly builtIn: ReadonlyMap<string, string>;
  /** Whether the output is one compaction item alone, or has one behind it from a number of input tokens on. */
  readonly compaction: Compaction;
  readonly previousResponseId: string | undefined;
  readonly conversationId: string | undefined;
}

/** When the conversation is compacted. `fromTokens`: `Infinity` where it never is. */
export interface Compaction {
  readonly isAll: boolean;
  readonly fromTokens: number;
}
