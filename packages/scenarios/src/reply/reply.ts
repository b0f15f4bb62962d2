import type { FinishReason, ResponderContext, SimRequest, SimulatedTurn, TurnPart } from '@llmsim/core';
import type { Facts } from '../match/facts.js';
import type { Captures } from '../text/pattern.js';

/** What a part of a reply is made of. */
export interface ReplyContext {
  readonly request: SimRequest;
  readonly facts: Facts;
  readonly captures: Captures;
  readonly responder: ResponderContext;
}

/** A tool call that a reply makes. */
export interface ScriptedCall {
  readonly tool: string;
  /** The arguments that are the same for every request; `undefined`: none are known. */
  readonly known: Readonly<Record<string, unknown>> | undefined;
  /** Whether the request must offer the tool. */
  readonly mustBeOffered: boolean;
}

/** What is made of one part for one request. */
export interface MadeParts {
  readonly parts: readonly TurnPart[];
  /** Why the turn ends; `undefined`: the part does not decide it. */
  readonly finishReason?: FinishReason | undefined;
}

/** One part of a reply, as a file has it. */
export interface ReplyPart {
  readonly calls: readonly ScriptedCall[];
  /** What it says, if that is the same for every request; `undefined`: it is not known. Empty for what is no text. */
  readonly text: string | undefined;
  make(context: ReplyContext): MadeParts;
}

/** What a turn of a scenario says. */
export interface Reply {
  readonly calls: readonly ScriptedCall[];
  readonly text: string | undefined;
  make(context: ReplyContext): SimulatedTurn;
}

/** @param finish - why it ends; `undefined`: the parts decide it */
export function replyOf(parts: readonly ReplyPart[], finish: FinishReason | undefined): Reply {
  const texts = parts.map(({ text }) => text);
  return {
    calls: parts.flatMap(({ calls }) => calls),
    text: texts.includes(undefined) ? undefined : texts.join(''),
    make(context) {
      const made = parts.map((part) => part.make(context));
      const said = made.flatMap((one) => one.parts);
      const decided = finish ?? made.find(({ finishReason }) => finishReason !== undefined)?.finishReason;
      return {
        parts: said,
        finishReason: decided ?? (said.some(({ type }) => type === 'tool-call') ? 'tool-calls' : 'stop'),
      };
    },
  };
}
