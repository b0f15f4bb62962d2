import type { PlannedReply, TurnPart } from '@llmsim/core';
import { isFields, type Fields } from '@llmsim/wire';
import { containerIdOf, mcpToolUseIdOf, serverToolUseIdOf } from '../../identifiers.js';
import type { MessagesRequest } from '../messages-request.js';
import { resultFormatOf, runsInContainer } from './describe-result.js';
import type { HostedBlocks, HostedTool } from './hosted-tool.js';

/** The hosted tool that a part calls; `undefined`: it is another part. */
export function hostedToolOf(request: MessagesRequest, part: TurnPart): HostedTool | undefined {
  return part.type === 'tool-call' && part.tool === 'hosted' ? request.hostedTools.get(part.name) : undefined;
}

/** The input of a call; `undefined`: a limit cut it. */
export function inputOf(part: TurnPart): Fields | undefined {
  try {
    const input: unknown = JSON.parse(part.pieces.join(''));
    return isFields(input) ? input : undefined;
  } catch {
    return undefined;
  }
}

/** A call of a hosted tool and its result. */
export function describeHosted(
  request: MessagesRequest,
  reply: PlannedReply,
  tool: HostedTool,
  part: TurnPart,
  index: number,
): HostedBlocks {
  const input = inputOf(part);
  const format = resultFormatOf(tool);
  const isMcp = format.resultType === 'mcp_tool_result';
  const id = isMcp ? mcpToolUseIdOf(reply.idSeed, index) : serverToolUseIdOf(reply.idSeed, index);
  // Tools of 2026 say who called them.
  const caller =
    /_2026\d{4}$/.test(tool.type) && tool.type.startsWith('web_') ? { caller: direct } : undefined;
  const call = {
    type: isMcp ? 'mcp_tool_use' : 'server_tool_use',
    id,
    name: format.callName,
    ...(isMcp ? { server_name: tool.name } : undefined),
    input: input ?? {},
    ...caller,
  };
  if (input === undefined) return { call, result: undefined };
  const result = {
    type: format.resultType,
    tool_use_id: id,
    ...caller,
    ...(isMcp ? { is_error: false } : undefined),
    content: format.content(input, tool, request.acceptedAtMs),
  };
  return { call, result };
}

const direct = { type: 'direct' } as const;

/** The hosted tools that a reply called, one entry for each call. */
export function hostedCalls(request: MessagesRequest, reply: PlannedReply): readonly HostedTool[] {
  return (reply.turns[0]?.parts ?? []).flatMap((part) => {
    const tool = hostedToolOf(request, part);
    return tool === undefined || inputOf(part) === undefined ? [] : [tool];
  });
}

/** The container in which code ran; `undefined`: none did. */
export function describeContainer(request: MessagesRequest, reply: PlannedReply) {
  if (!hostedCalls(request, reply).some(runsInContainer)) return undefined;
  return {
    id: request.containerId ?? containerIdOf(reply.idSeed),
    expires_at: new Date(request.acceptedAtMs + containerLifetimeMs).toISOString(),
  };
}

const containerLifetimeMs = 5 * 60_000;
