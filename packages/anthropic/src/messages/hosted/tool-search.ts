import type { PlannedReply, TurnPart } from '@llmsim/core';
import { serverToolUseIdOf } from '../../identifiers.js';
import type { MessagesRequest } from '../messages-request.js';
import type { HostedBlocks } from './hosted-tool.js';

/**
 * The search that finds a tool which was not loaded from the start, before it is called; `undefined`: it was, or it was
 * found before.
 */
export function describeToolSearch(
  request: MessagesRequest,
  reply: PlannedReply,
  part: TurnPart,
  index: number,
): HostedBlocks | undefined {
  const { searchTool, deferredTools } = request;
  if (searchTool === undefined || part.type !== 'tool-call' || !deferredTools.has(part.name))
    return undefined;
  const earlier = reply.turns[0]?.parts.slice(0, index) ?? [];
  if (earlier.some((other) => other.type === 'tool-call' && other.name === part.name)) return undefined;
  const id = serverToolUseIdOf(reply.idSeed, index);
  const words = part.name.replaceAll('_', ' ');
  const input = searchTool.name.endsWith('regex') ? { pattern: part.name } : { query: words };
  return {
    call: { type: 'server_tool_use', id, name: searchTool.name, input },
    result: {
      type: 'tool_search_tool_result',
      tool_use_id: id,
      content: {
        type: 'tool_search_tool_search_result',
        tool_references: [{ type: 'tool_reference', tool_name: part.name }],
      },
    },
  };
}
