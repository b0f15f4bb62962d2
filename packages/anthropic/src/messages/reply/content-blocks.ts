import type { PlannedReply, TurnPart } from '@llmsim/core';
import { toolUseIdOf } from '../../identifiers.js';
import type { MessagesRequest } from '../messages-request.js';
import { createRedacted, createSignature } from './signature.js';

/** Who calls a tool: the model itself, not a program that it wrote. */
const caller = { type: 'direct' } as const;

/** The blocks of a whole message. */
export function describeContent(request: MessagesRequest, reply: PlannedReply): readonly object[] {
  const [turn] = reply.turns;
  return (turn?.parts ?? []).flatMap((part, index) => describePart(request, reply, part, index));
}

function describePart(
  request: MessagesRequest,
  reply: PlannedReply,
  part: TurnPart,
  index: number,
): readonly object[] {
  const text = part.pieces.join('');
  switch (part.type) {
    case 'reasoning':
      return [
        request.redactsThinking
          ? describeRedacted(reply, part, index)
          : { type: 'thinking', thinking: text, signature: createSignature(reply.idSeed, index, text) },
      ];
    case 'text':
      return text === '' ? [] : [{ type: 'text', text }];
    case 'tool-call':
      return [describeCall(reply, part.name, index, parseInput(text))];
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
export function describeCall(reply: PlannedReply, name: string, index: number, input: object) {
  return { type: 'tool_use', id: toolUseIdOf(reply.idSeed, index), name, input, caller };
}

/** The input of a call; a call that was cut by a limit has none. */
function parseInput(text: string): object {
  try {
    const input: unknown = JSON.parse(text);
    return typeof input === 'object' && input !== null ? input : {};
  } catch {
    return {};
  }
}
