import type { PlannedReply } from '@llmsim/core';
import { createLogprobSource, type LogprobSource } from '@llmsim/wire';
import { logprobSeedOf } from '../identifiers.js';
import type { ChatRequest } from './chat-request.js';

/** What is known of one choice while it is streamed. */
export interface ChoiceState {
  /** `…"choices":[{"index":0,"delta":` */
  readonly head: string;
  readonly parallel: boolean;
  readonly logprobs: LogprobSource | undefined;
  opened: boolean;
  /** Tool calls so far. */
  calls: number;
  /** What stands around the deltas of the current part, framing included; `undefined`: the part is not shown. */
  before: string | undefined;
  after: string;
  /** Which list of log probabilities the current part's tokens belong to. */
  textKey: 'content' | 'refusal' | undefined;
  /** The tokens of the current part, kept where log probabilities are, and how many of them were sent. */
  pieces: readonly string[];
  sent: number;
}

/**
 * What is known of a choice before anything of it is streamed.
 * @param prefix - what all chunks of the stream begin with
 */
export function startChoice(
  request: ChatRequest,
  reply: PlannedReply,
  choice: number,
  prefix: string,
): ChoiceState {
  return {
    head: `${prefix},"choices":[{"index":${choice},"delta":`,
    parallel: callsOf(reply, choice) > 1,
    logprobs:
      request.topLogprobs === undefined
        ? undefined
        : createLogprobSource(logprobSeedOf(reply.idSeed, choice), request.topLogprobs),
    opened: false,
    calls: 0,
    before: undefined,
    after: '',
    textKey: undefined,
    pieces: [],
    sent: 0,
  };
}

function callsOf(reply: PlannedReply, choice: number): number {
  let calls = 0;
  for (const part of reply.turns[choice]?.parts ?? []) if (part.type === 'tool-call') calls += 1;
  return calls;
}

/** How long the text of a choice is, in UTF-16 units. */
export function textLengthOf(reply: PlannedReply, choice: number): number {
  let length = 0;
  for (const part of reply.turns[choice]?.parts ?? []) {
    if (part.type === 'text') for (const piece of part.pieces) length += piece.length;
  }
  return length;
}
