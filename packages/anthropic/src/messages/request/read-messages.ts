import type { SimContent } from '@llmsim/core';
import type { Fields, Place } from '@llmsim/wire';
import {
  asObject,
  asString,
  below,
  pathOf,
  readItems,
  refuseInput,
  refuseMissing,
  refuseRequest,
  requireOneOf,
  requireString,
} from '../../reading/input-reader.js';
import type { ConversationBuilder } from './conversation.js';
import { createToolPairing } from './pair-tools.js';
import { readAssistantBlocks } from './read-assistant-blocks.js';
import type { MessageRules } from './message-rules.js';
import { readUserBlocks } from './read-user-blocks.js';

/** The most messages of a request. */
const mostMessages = 100_000;

/**
 * Reads `system` and `messages`.
 * @throws RequestError in the service's words
 */
export function readMessages(body: Fields, rules: MessageRules, conversation: ConversationBuilder): void {
  readSystem(body, rules, conversation);
  const place: Place = { parent: undefined, key: 'messages' };
  if (body['messages'] === undefined) refuseMissing(place);
  const list = readItems(body, 'messages') ?? refuseInput(place, 'Input should be a valid list');
  if (list.length === 0) refuseRequest('messages: at least one message is required');
  if (list.length > mostMessages) {
    refuseInput(place, `List should have at most ${mostMessages} items after validation, not ${list.length}`);
  }
  const pairing = createToolPairing();
  for (const [index, item] of list.entries()) {
    const at = below(place, index);
    const message = asObject(item, at);
    const role = requireOneOf(message, 'role', ['user', 'assistant', 'system'], at);
    pairing.begin(role, index);
    const blocks = readContent(message, at);
    const isLast = index === list.length - 1;
    requireContent(role, blocks, isLast, at);
    if (role === 'assistant') {
      readAssistantBlocks(blocks, below(at, 'content'), rules, conversation, pairing);
      if (isLast) checkPrefill(blocks, rules);
    } else {
      readUserBlocks(role, blocks, below(at, 'content'), rules, conversation, pairing);
    }
  }
  pairing.end();
}

function readSystem(body: Fields, rules: MessageRules, conversation: ConversationBuilder): void {
  const system = body['system'];
  if (system === undefined || system === null || system === '') return;
  if (typeof system === 'string') {
    conversation.add({ role: 'system', content: [{ type: 'text', text: system }] });
    return;
  }
  const place: Place = { parent: undefined, key: 'system' };
  if (!Array.isArray(system)) refuseInput(place, 'Input should be a valid list');
  const content: SimContent[] = [];
  const lifetimes: (number | undefined)[] = [];
  for (const [index, item] of (system as readonly unknown[]).entries()) {
    const at = below(place, index);
    const block = asObject(item, at);
    if (block['type'] !== 'text') refuseInput(below(at, 'type'), "Input should be 'text'");
    const text = requireString(block, 'text', at);
    if (text === '') refuseRequest('system: text content blocks must be non-empty');
    content.push({ type: 'text', text });
    lifetimes.push(rules.cache.read(block, at));
  }
  if (content.length > 0) conversation.add({ role: 'system', content }, lifetimes);
}

/** The blocks of a message, a plain string as one block of text. */
function readContent(message: Fields, place: Place): readonly unknown[] {
  const content = message['content'];
  if (content === undefined) refuseMissing(below(place, 'content'));
  if (Array.isArray(content)) return content as readonly unknown[];
  const text = asString(content, below(place, 'content'));
  return text === '' ? [] : [{ type: 'text', text }];
}

function requireContent(role: string, blocks: readonly unknown[], isLast: boolean, place: Place): void {
  if (blocks.length > 0 || (role === 'assistant' && isLast)) return;
  refuseRequest(
    role === 'user'
      ? `${pathOf(place)}: user messages must have non-empty content`
      : `${pathOf(place)}: all messages must have non-empty content except for the optional final assistant message`,
  );
}

/** A last message of the assistant is one to be continued. */
function checkPrefill(blocks: readonly unknown[], { takesPrefill }: MessageRules): void {
  const last = blocks.at(-1) as Fields | undefined;
  const type = last?.['type'];
  // A turn that the service paused is sent back as it is.
  if (type !== undefined && type !== 'text') return;
  if (!takesPrefill) {
    refuseRequest(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  if (typeof last?.['text'] === 'string' && /\s$/.test(last['text'])) {
    refuseRequest('messages: final assistant content cannot end with trailing whitespace');
  }
}
