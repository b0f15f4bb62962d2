import { createSeededRandom, deriveSeed, LazyList, LazyText } from '@llmsim/core';
import type { Seed, TurnPart } from '@llmsim/core';
import { createLogprobSource, isFields } from '@llmsim/wire';
import type { Fields, LogprobSource, SaidTokenLogprob } from '@llmsim/wire';
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
  /** By default `whole`. */
  readonly form?: ItemForm | undefined;
}

/** Whether an item is made at once; or its text and log probabilities when they are written; or without the latter. */
export type ItemForm = 'whole' | 'lazy' | 'bare';

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
  const builtIn = builtInCalls.get(options.request.builtIn.get(part.name) ?? '');
  if (builtIn !== undefined) {
    const written = status === 'completed' ? readWritten(textOf(part, tokens ?? 0)) : undefined;
    return { id, type: builtIn.itemType, status, call_id, ...builtIn.describe(written) };
  }
  const text = options.form === 'lazy' ? lazyTextOf(part, tokens ?? 0) : textOf(part, tokens ?? 0);
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
  if (part.type === 'refusal') return { type: 'refusal', refusal: textOf(part, tokens) };
  const { form } = options;
  const text = form === 'lazy' ? lazyTextOf(part, tokens) : textOf(part, tokens);
  const logprobs = logprobsOf(part, tokens, options);
  return { type: 'output_text', annotations: [], logprobs, text };
}

/** No limit of the output is lower than this, so that a reply that is cut has the same first tokens. */
const leastTokens = 16;

/**
 * Draws the log probabilities of a part's tokens, one after another; `undefined`: they were not asked for. They depend
 * on what is said alone, so that the same reply has the same ones each time.
 */
export function logprobSourceOf(part: TurnPart, options: ItemOptions): LogprobSource | undefined {
  const { topLogprobs } = options.request;
  if (topLogprobs === undefined || part.type !== 'text') return undefined;
  return createLogprobSource(deriveSeed('responses', 'logprobs', textOf(part, leastTokens)), topLogprobs);
}

/** The log probabilities of a part's first tokens, one for each; none if they were not asked for. */
export function logprobsOf(
  part: TurnPart,
  tokens: number,
  options: ItemOptions,
): readonly SaidTokenLogprob[] | LazyList {
  if (options.request.topLogprobs === undefined || part.type !== 'text' || options.form === 'bare') return [];
  const pieces = tokens < part.pieces.length ? part.pieces.slice(0, tokens) : part.pieces;
  const draw = () => drawLogprobs(pieces, logprobSourceOf(part, options));
  return options.form === 'lazy' ? new LazyList(draw) : [...draw()];
}

function* drawLogprobs(
  pieces: readonly string[],
  source: LogprobSource | undefined,
): Generator<SaidTokenLogprob, undefined, undefined> {
  if (source !== undefined) for (const piece of pieces) yield source(piece);
}

/** As `textOf`, put together when it is written. */
export function lazyTextOf({ pieces }: TurnPart, tokens: number): LazyText {
  return new LazyText(tokens < pieces.length ? pieces.slice(0, tokens) : pieces);
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
