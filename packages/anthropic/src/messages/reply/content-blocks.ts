import type { PlannedReply, TurnPart } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import { toolUseIdOf } from '../../identifiers.js';
import { describeHosted, hostedToolOf, inputOf } from '../hosted/hosted-blocks.js';
import { describeToolSearch } from '../hosted/tool-search.js';
import type { MessagesRequest } from '../messages-request.js';
import { citationsOf } from './citations.js';
import { createRedacted, createSignature } from './signature.js';

/** Who calls a tool: the model itself, not a program that it wrote. */
const caller = { type: 'direct' } as const;

/** The blocks of a whole message. */
export function describeContent(request: MessagesRequest, reply: PlannedReply): readonly Fields[] {
  const [turn] = reply.turns;
  return (turn?.parts ?? []).flatMap((part, index) => describePart(request, reply, part, index));
}

function describePart(
  request: MessagesRequest,
  reply: PlannedReply,
  part: TurnPart,
  index: number,
): readonly Fields[] {
  const text = part.pieces.join('');
  switch (part.type) {
    case 'reasoning':
      return [
        request.redactsThinking
          ? describeRedacted(reply, part, index)
          : { type: 'thinking', thinking: text, signature: createSignature(reply.idSeed, index, text) },
      ];
    case 'text': {
      if (text === '') return [];
      const citations = citationsOf(request, reply, index);
      return [citations.length === 0 ? { type: 'text', text } : { citations, type: 'text', text }];
    }
    case 'tool-call': {
      const hosted = hostedToolOf(request, part);
      if (hosted !== undefined) {
        const { call, result } = describeHosted(request, reply, hosted, part, index);
        return result === undefined ? [call] : [call, result];
      }
      const search = describeToolSearch(request, reply, part, index);
      const call = describeCall(reply, part, index, inputOf(part) ?? {});
      return search?.result === undefined ? [call] : [search.call, search.result, call];
    }
    case 'refusal':
      // The message says why in `stop_details`.
      return [];
  }
}

/** What stands for a thought that is not shown. A token has about four characters. */
export function describeRedacted(
  reply: PlannedReply,
  part: Extract<TurnPart, { type: 'reasoning' }>,
  index: number,
) {
  return {
    type: 'redacted_thinking',
    data: createRedacted(reply.idSeed, index, part.tokenCount * 4),
  };
}

/** The block of a tool call. */
export function describeCall(
  reply: PlannedReply,
  part: Extract<TurnPart, { type: 'tool-call' }>,
  index: number,
  input: Fields,
) {
  const id = part.callId ?? toolUseIdOf(reply.idSeed, index);
  return { type: 'tool_use', id, name: part.name, input, caller };
}
