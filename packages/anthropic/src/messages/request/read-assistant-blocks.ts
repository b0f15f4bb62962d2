import type { SimContent, SimToolCall } from '@llmsim/core';
import { isFields, type Fields, type Place } from '@llmsim/wire';
import {
  asObject,
  below,
  readTag,
  refuseInput,
  refuseMissing,
  requireString,
} from '../../reading/input-reader.js';
import { hiddenCharacters, mayBeSignatureOf, isSignature } from '../reply/signature.js';
import type { ConversationBuilder } from './conversation.js';
import type { ToolPairing } from './pair-tools.js';
import { readTextBlock, type MessageRules } from './message-rules.js';

const results = [
  'web_search_tool_result',
  'web_fetch_tool_result',
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
  'tool_search_tool_result',
  'advisor_tool_result',
  'mcp_tool_result',
] as const;
const calls = ['server_tool_use', 'mcp_tool_use'] as const;
const own = ['text', 'thinking', 'redacted_thinking', 'tool_use'] as const;
const others = ['compaction', 'container_upload', 'fallback', 'document'] as const;
const assistantBlocks = [...own, ...calls, ...results, ...others] as const;

const idPattern = /^[a-zA-Z0-9_-]+$/;

/**
 * Reads the blocks of a message of the assistant. What it thought costs nothing, unless an edit of the context keeps it.
 * @throws RequestError
 */
export function readAssistantBlocks(
  blocks: readonly unknown[],
  place: Place,
  rules: MessageRules,
  conversation: ConversationBuilder,
  pairing: ToolPairing,
): void {
  const content: SimContent[] = [];
  const lifetimes: (number | undefined)[] = [];
  const toolCalls: SimToolCall[] = [];
  for (const [index, item] of blocks.entries()) {
    const at = below(place, index);
    const block = asObject(item, at);
    const type = readTag(block, assistantBlocks, at);
    const inside = below(at, type);
    switch (type) {
      case 'text':
        content.push({ type: 'text', text: readTextBlock(block, inside) });
        break;
      case 'thinking':
        checkThinking(block, at, inside);
        if (rules.keepsThinking) conversation.think(content.push(describeThought(block)) - 1);
        break;
      case 'redacted_thinking':
        if (!isSignature(requireString(block, 'data', inside))) {
          refuseInput(at, 'Invalid `data` in `redacted_thinking` block');
        }
        if (rules.keepsThinking) conversation.think(content.push(describeThought(block)) - 1);
        break;
      case 'tool_use': {
        const call = readCall(block, inside);
        pairing.call(call.callId);
        toolCalls.push(call);
        break;
      }
      case 'document':
        if (rules.version !== '2023-06-01') {
          refuseInput(at, 'Documents are not permitted in assistant messages');
        }
        break;
      case 'server_tool_use':
      case 'mcp_tool_use': {
        const { name, argumentsText } = readCall(block, inside);
        content.push({ type: 'text', text: `${name} ${argumentsText}` });
        break;
      }
      default:
        content.push({ type: 'text', text: describeResult(block) });
    }
    const lifetimeMs = rules.cache.read(block, inside);
    if (lifetimeMs !== undefined) lifetimes[Math.max(0, content.length - 1)] = lifetimeMs;
  }
  if (content.length === 0 && toolCalls.length === 0) return;
  conversation.add(
    { role: 'assistant', content, ...(toolCalls.length === 0 ? undefined : { toolCalls }) },
    lifetimes,
  );
}

function readCall(block: Fields, place: Place): SimToolCall {
  const callId = requireString(block, 'id', place);
  if (!idPattern.test(callId))
    refuseInput(below(place, 'id'), "String should match pattern '^[a-zA-Z0-9_-]+$'");
  const name = requireString(block, 'name', place);
  const { input } = block;
  if (input === undefined) refuseMissing(below(place, 'input'));
  if (!isFields(input)) refuseInput(below(place, 'input'), 'Input should be a valid dictionary');
  return { callId, name, argumentsText: JSON.stringify(input) };
}

/** What the service signed comes back as it was. */
function checkThinking(block: Fields, at: Place, place: Place): void {
  const thinking = requireString(block, 'thinking', place);
  const signature = requireString(block, 'signature', place);
  if (!isSignature(signature) || !mayBeSignatureOf(signature, thinking)) {
    refuseInput(at, 'Invalid `signature` in `thinking` block');
  }
}

/** What was thought as it counts: of what is hidden, only the size is known. */
function describeThought({ thinking, signature, data }: Fields): SimContent {
  return typeof thinking === 'string' && thinking !== ''
    ? { type: 'text', text: thinking }
    : { type: 'file', filename: undefined, bytes: hiddenCharacters(String(data ?? signature)) };
}

/** The text of a result as it counts: without what is encrypted. */
function describeResult(block: Fields): string {
  return JSON.stringify(block, (key, value: unknown) =>
    key === 'encrypted_content' || key === 'encrypted_index' || key === 'tool_use_id' ? undefined : value,
  );
}
