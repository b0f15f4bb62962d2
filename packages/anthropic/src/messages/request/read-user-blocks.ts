import type { SimContent } from '@llmsim/core';
import type { Fields, Place } from '@llmsim/wire';
import {
  asObject,
  below,
  readFlag,
  readObject,
  readTag,
  refuseInput,
  requireString,
} from '../../reading/input-reader.js';
import type { ConversationBuilder } from './conversation.js';
import type { ToolPairing } from './pair-tools.js';
import { readDocument, readImage } from './read-media.js';
import { readTextBlock, type MessageRules } from './message-rules.js';

const userBlocks = [
  'text',
  'image',
  'document',
  'search_result',
  'tool_result',
  'container_upload',
  'browser_state',
] as const;
const systemBlocks = ['text', 'tool_addition', 'tool_removal', 'tool_reference'] as const;
const resultBlocks = ['text', 'image', 'document', 'search_result', 'tool_reference'] as const;

type BlockType = (typeof userBlocks)[number] | (typeof systemBlocks)[number] | (typeof resultBlocks)[number];

/**
 * Reads the blocks of a message of the user, or of a system message in the conversation. Results of tools become
 * messages of their own, before the rest.
 * @throws RequestError
 */
export function readUserBlocks(
  role: 'user' | 'system',
  blocks: readonly unknown[],
  place: Place,
  rules: MessageRules,
  conversation: ConversationBuilder,
  pairing: ToolPairing,
): void {
  const content: SimContent[] = [];
  const lifetimes: (number | undefined)[] = [];
  for (const [index, item] of blocks.entries()) {
    const at = below(place, index);
    const block = asObject(item, at);
    const type = readTag<BlockType>(block, role === 'user' ? userBlocks : systemBlocks, at);
    const inside = below(at, type);
    if (type === 'tool_result') {
      readToolResult(block, at, inside, rules, conversation, pairing);
      continue;
    }
    if (role === 'user') refuseCitations(block, inside, rules);
    for (const part of readBlock(type, block, inside, conversation)) {
      lifetimes.push(undefined);
      content.push(part);
    }
    const lifetimeMs = rules.cache.read(block, inside);
    if (lifetimeMs !== undefined) lifetimes[Math.max(0, lifetimes.length - 1)] = lifetimeMs;
  }
  if (content.length > 0) conversation.add({ role, content }, lifetimes);
}

/** Since the second version, only what a model said has citations. */
function refuseCitations(block: Fields, place: Place, { version }: MessageRules): void {
  const { citations } = block;
  if (block['type'] !== 'text' || !Array.isArray(citations)) return;
  if (version !== '2023-06-01' && citations.length > 0) {
    refuseInput(below(place, 'citations'), 'Citations are not permitted in user messages');
  }
}

function readToolResult(
  block: Fields,
  at: Place,
  place: Place,
  rules: MessageRules,
  conversation: ConversationBuilder,
  pairing: ToolPairing,
): void {
  const toolCallId = requireString(block, 'tool_use_id', place);
  readFlag(block, 'is_error', place);
  pairing.result(toolCallId, at);
  const lifetimes: (number | undefined)[] = [];
  const content = readResultContent(block['content'], below(place, 'content'), conversation);
  lifetimes[Math.max(0, content.length - 1)] = rules.cache.read(block, place);
  conversation.add({ role: 'tool', content, toolCallId }, lifetimes);
}

function readResultContent(
  value: unknown,
  place: Place,
  conversation: ConversationBuilder,
): readonly SimContent[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  if (!Array.isArray(value)) refuseInput(place, 'Input should be a valid list');
  return (value as readonly unknown[]).flatMap((item, index) => {
    const at = below(place, index);
    const block = asObject(item, at);
    const type = readTag<BlockType>(block, resultBlocks, at);
    const inside = below(at, type);
    // A tool may well have nothing to say.
    if (type === 'text') return [{ type: 'text', text: requireString(block, 'text', inside) } as const];
    return readBlock(type, block, inside, conversation);
  });
}

function readBlock(
  type: BlockType,
  block: Fields,
  place: Place,
  conversation: ConversationBuilder,
): readonly SimContent[] {
  switch (type) {
    case 'text':
      return [{ type: 'text', text: readTextBlock(block, place) }];
    case 'image':
      return [readImage(block, place)];
    case 'document': {
      const { content, citations, kind, text = '', title } = readDocument(block, place);
      if (citations) conversation.cite({ kind, title, text });
      else conversation.passDocument();
      return content;
    }
    case 'search_result':
      return readSearchResult(block, place, conversation);
    case 'container_upload':
      requireString(block, 'file_id', place);
      return [];
    default:
      // What else there is costs about its JSON.
      return [{ type: 'text', text: JSON.stringify(block) }];
  }
}

function readSearchResult(
  block: Fields,
  place: Place,
  conversation: ConversationBuilder,
): readonly SimContent[] {
  const source = requireString(block, 'source', place);
  const title = requireString(block, 'title', place);
  const list = below(place, 'content');
  const { content } = block;
  if (!Array.isArray(content)) refuseInput(list, 'Input should be a valid list');
  const texts = (content as readonly unknown[]).map((item, index) => {
    const at = below(list, index);
    return requireString(asObject(item, at), 'text', at);
  });
  if (readObject(block, 'citations', place)?.['enabled'] === true) {
    conversation.cite({ kind: 'search-result', title, source, text: texts[0] ?? '' });
  }
  return [source, title, ...texts].map((text) => ({ type: 'text', text }));
}
