import type { SimMessage, SimToolCall } from '@llmsim/core';
import { refuse } from '@llmsim/wire';
import type { ItemMeaning } from './read-items.js';

const kinds = { function: 'function call', custom: 'custom tool call' } as const;

/**
 * Makes messages of a conversation's items. Calls that follow each other, or what the model said, are one message.
 * @param instructions - stand in front of everything; `undefined`: none
 * @throws RequestError if a call and its output do not find each other
 */
export function assembleMessages(
  items: readonly ItemMeaning[],
  instructions: string | undefined,
): readonly SimMessage[] {
  const messages: SimMessage[] = [];
  if (instructions !== undefined)
    messages.push({ role: 'system', content: [{ type: 'text', text: instructions }] });
  const unanswered = new Map<string, 'function' | 'custom'>();
  const called = new Set<string>();
  let calls: SimToolCall[] | undefined;
  for (const item of items) {
    if (item.type !== 'call') calls = undefined;
    switch (item.type) {
      case 'message':
        messages.push({ role: item.role, content: item.content });
        break;
      case 'call': {
        called.add(item.callId);
        if (item.tool !== 'built-in') unanswered.set(item.callId, item.tool);
        if (calls === undefined) {
          calls = [];
          // Calls belong to what was said right before them.
          const last = messages.at(-1);
          const said =
            last?.role === 'assistant' && last.toolCalls === undefined ? messages.pop() : undefined;
          messages.push({ role: 'assistant', content: said?.content ?? [], toolCalls: calls });
        }
        calls.push({ callId: item.callId, name: item.name, argumentsText: item.argumentsText });
        break;
      }
      case 'call-output':
        if (item.tool !== 'built-in' && !called.has(item.callId)) {
          refuse(`No tool call found for ${kinds[item.tool]} output with call_id ${item.callId}.`, 'input');
        }
        unanswered.delete(item.callId);
        messages.push({ role: 'tool', content: item.content, toolCallId: item.callId });
        break;
      case 'reasoning':
      case 'compaction-trigger':
      case 'reference':
      case 'tools':
      case 'foreign':
        break;
    }
  }
  for (const [callId, tool] of unanswered)
    refuse(`No tool output found for ${kinds[tool]} ${callId}.`, 'input');
  return messages;
}
