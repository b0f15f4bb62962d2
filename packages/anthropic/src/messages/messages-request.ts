import type { SimRequest } from '@llmsim/core';
import type { ClaudeModel } from '../models/claude-model.js';

/** A request for a message, read and checked: what the simulator needs, and what only this wire needs. */
export interface MessagesRequest {
  readonly sim: SimRequest;
  readonly model: ClaudeModel;
  readonly streaming: boolean;
  /** The tier that the reply names. */
  readonly serviceTier: string;
  /** `fast` or `standard`; `undefined`: the request did not say. */
  readonly speed: string | undefined;
  /** The request wants context to be edited, so the reply tells what was. */
  readonly editsContext: boolean;
  /** Thinking comes encrypted, as the service's test string asks for. */
  readonly redactsThinking: boolean;
}
