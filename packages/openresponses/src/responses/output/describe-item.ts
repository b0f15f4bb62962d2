import { createSeededRandom, deriveSeed } from '@llmsim/core';
import type { Seed, TurnPart } from '@llmsim/core';
import { createLogprobSource, isFields } from '@llmsim/wire';
import type { Fields, SaidTokenLogprob } from '@llmsim/wire';
import type { PartIds } from '../../identifiers.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import { builtInCalls } from '../request/built-in-calls.js';
import { sealContent } from '../request/sealed-content.js';
import type { ItemStatus, MessagePart, OutputItem } from './output-item.js';

/** What an item is made of besides its part of the turn. */
export interface ItemOptions {
  readonly request: Pick<
    ResponsesRequest,
    'topLogprobs' | 'hasEncryptedReasoning' | 'shownReasoning' | 'namespaced' | 'builtIn'
  >;
  readonly dialect: Pick<ResponsesDialect, 'reasoningHasStatus'>;
  readonly idSeed: Seed;
}

/**
 * The item that a part of a turn becomes.
 * @param tokens - how many of the part's tokens the item has so far; `undefined`: the part has only begun, so that
 * it has no content at all yet
 */
export function describeItem(
  part: TurnPart,
  ids: PartIds,
  status: ItemStatus,
  tokens: number | undefined,
  options: ItemOptions,
): OutputItem {
  const id = ids.itemId;
  const text = textOf(part, tokens ?? 0);
  switch (part.type) {
    case 'text':
    case 'refusal': {
      const content = tokens === undefined ? [] : [describeMessagePart(part, tokens, options)];
      return { id, type: 'message', status, content, role: 'assistant' };
    }
    case 'tool-call':
      return describeCall(part, ids, status, tokens, options);
    case 'reasoning': {
      const { shownReasoning, hasEncryptedReasoning } = options.request;
      const isShown = tokens !== undefined && part.pieces.length > 0;
      return {
        id,
        type: 'reasoning',
        ...(options.dialect.reasoningHasStatus ? { status } : undefined),
        content: isShown && shownReasoning === 'text' ? [{ type: 'reasoning_text', text }] : [],
        ...(hasEncryptedReasoning
          ? {
              encrypted_content: describeCiphertext(
                part.tokenCount,
                id,
                tokens === undefined,
                options.idSeed,
              ),
            }
          : undefined),
        summary: isShown && shownReasoning === 'summary' ? [{ type: 'summary_text', text }] : [],
      };
    }
  }
}

function describeCall(
  part: TurnPart & { readonly type: 'tool-call' },
  { itemId: id, callId: call_id }: PartIds,
  status: ItemStatus,
  tokens: number | undefined,
  options: ItemOptions,
): OutputItem {
  const text = textOf(part, tokens ?? 0);
  const builtIn = builtInCalls.get(options.request.builtIn.get(part.name) ?? '');
  if (builtIn !== undefined) {
    const written = status === 'completed' ? readWritten(text) : undefined;
    return { id, type: builtIn.itemType, status, call_id, ...builtIn.describe(written) };
  }
  const name = nameOf(part, options);
  return part.tool !== 'custom'
    ? { id, type: 'function_call', status, arguments: text, call_id, ...name }
    : { id, type: 'custom_tool_call', status, call_id, input: text, ...name };
}

/** What was written for a built-in tool; `undefined`: it was cut off, or is not for it. */
function readWritten(text: string): Fields | undefined {
  try {
    const written: unknown = JSON.parse(text);
    return isFields(written) ? written : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a tool on the wire, with the namespace that holds it, if any does. */
export function nameOf(
  part: TurnPart & { readonly type: 'tool-call' },
  { request }: ItemOptions,
): { readonly name: string; readonly namespace?: string } {
  return request.namespaced.get(part.name) ?? { name: part.name };
}

/** The one part that a message has. */
export function describeMessagePart(
  part: TurnPart & { readonly type: 'text' | 'refusal' },
  tokens: number,
  options: ItemOptions,
): MessagePart {
  const text = textOf(part, tokens);
  return part.type === 'refusal'
    ? { type: 'refusal', refusal: text }
    : {
        type: 'output_text',
        annotations: [],
        logprobs: describeLogprobs(part, options).slice(0, tokens),
        text,
      };
}

/** No limit of the output is lower than this, so that a reply that is cut has the same first tokens. */
const leastTokens = 16;

/**
 * The log probabilities of a part's tokens, one for each; none if they were not asked for. They depend on what is
 * said alone, so that the same reply has the same ones each time.
 */
export function describeLogprobs(part: TurnPart, options: ItemOptions): readonly SaidTokenLogprob[] {
  const { topLogprobs } = options.request;
  if (topLogprobs === undefined) return [];
  const seed = deriveSeed('responses', 'logprobs', textOf(part, leastTokens));
  return part.pieces.map(createLogprobSource(seed, topLogprobs));
}

/** The text of a part's first tokens. */
export function textOf({ pieces }: TurnPart, tokens: number): string {
  return (tokens < pieces.length ? pieces.slice(0, tokens) : pieces).join('');
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Encrypted contents grow with what they hold; beyond this they only cost. In groups of five characters. */
const leastGroups = 80;
const mostGroups = 800;

/**
 * The encrypted content of reasoning that has begun or is over. As recorded, it is another and a shorter one while the
 * reasoning goes on, so that a client that keeps the first one keeps the wrong one.
 */
function describeCiphertext(tokens: number, itemId: string, hasBegun: boolean, idSeed: Seed): string {
  return hasBegun ? drawCiphertext(0, `${itemId}/begun`, idSeed) : drawCiphertext(tokens, itemId, idSeed);
}

/** Text that looks like an encrypted reasoning. Nothing is in it; it only has to come back as it went. */
function drawCiphertext(tokens: number, itemId: string, idSeed: Seed): string {
  const random = createSeededRandom(deriveSeed(idSeed, 'responses', 'ciphertext', itemId));
  const groups = Math.min(mostGroups, leastGroups + tokens);
  let payload = '';
  for (let group = 0; group < groups; group += 1) {
    let bits = Math.floor(random.next() * 0x4000_0000);
    for (let i = 0; i < 5; i += 1) {
      payload += base64url.charAt(bits & 63);
      bits >>= 6;
    }
  }
  return sealContent(payload);
}
