import type { SimRequest } from '@llmsim/core';
import type { ClaudeModel } from '../models/claude-model.js';
import type { AppliedEdit, ContextEdit } from './context/context-edits.js';
import type { HostedTool } from './hosted/hosted-tool.js';
import type { CitableSource, Thought } from './request/conversation.js';

/** A request for a message, read and checked: what the simulator needs, and what only this wire needs. */
export interface MessagesRequest {
  readonly sim: SimRequest;
  readonly model: ClaudeModel;
  readonly streaming: boolean;
  /** The tier that the reply names. */
  readonly serviceTier: string;
  /** `fast` or `standard`; `undefined`: the request did not say. */
  readonly speed: string | undefined;
  /** Where the request wants the model to run; `undefined`: it did not say. */
  readonly inferenceGeo: string | undefined;
  /** The request asks why the prompt cache missed what it could have had. */
  readonly asksDiagnostics: boolean;
  /** Only the prompt counts: nothing is answered. */
  readonly countsOnly: boolean;
  /** How the request wants its context to be edited; `undefined`: it does not say. */
  readonly edits: readonly ContextEdit[] | undefined;
  /** What was edited, for replies that list it; `undefined`: this one does not. */
  readonly appliedEdits: readonly AppliedEdit[] | undefined;
  /** Where the conversation has what the model thought, if an edit is about that. */
  readonly thoughts: readonly Thought[];
  /** The service may sample more than once for a message, so the usage has each time apart. */
  readonly hasIterations: boolean;
  /** The tools that the service runs itself, by what they are called. */
  readonly hostedTools: ReadonlyMap<string, HostedTool>;
  /** What finds tools that are not loaded from the start; `undefined`: nothing does. */
  readonly searchTool: HostedTool | undefined;
  /** The names of tools that are not loaded from the start. */
  readonly deferredTools: ReadonlySet<string>;
  /** What the reply may cite. */
  readonly citable: readonly CitableSource[];
  /** The container in which code is to run; `undefined`: a new one. */
  readonly containerId: string | undefined;
  /** When the request was accepted: wall time in milliseconds. */
  readonly acceptedAtMs: number;
  /** The service refuses to answer, as its test string asks for. */
  readonly isRefused: boolean;
  /** Thinking comes encrypted, as the service's test string asks for. */
  readonly redactsThinking: boolean;
}
