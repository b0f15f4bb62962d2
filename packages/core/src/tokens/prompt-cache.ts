import { deriveSeed, type Seed } from '../random/seeded-random.js';
import type { SimRequest } from '../turn/sim-request.js';
import { renderTools } from './render-tools.js';

/** The prompts that were seen, to tell how much of a prompt a service would have found in its cache. */
export interface PromptCache {
  /**
   * How many of a prompt's tokens an earlier prompt began with: a multiple of 128, 0 below 1,024. The prompt is
   * remembered; the next one may find it.
   *
   * @param inputTokens - the tokens of the whole prompt
   */
  cachedTokens(request: SimRequest, inputTokens: number): number;
}

/** OpenAI's guide to prompt caching: prompts from 1,024 tokens on, in steps of 128. */
const fewestTokens = 1024;
const tokensInStep = 128;

/** UTF-16 units of a block: about 128 tokens of English. */
const unitsInBlock = 512;

/**
 * A memory of prompts. A prompt is the model, the caller's cache key, the tools, the output format and the messages,
 * in this order. It is cut into blocks, and each block is known by a hash of it and all before it, so what two
 * prompts have in common is found however the rest differs.
 *
 * That is an approximation in three ways. The common part is measured in blocks of 512 UTF-16 units, and its tokens
 * are its share of the prompt's. An image is known by its size only. And a block is forgotten when there are too
 * many, not after some minutes, as here is no clock.
 *
 * @param options.maxBlocks - how many blocks are remembered, 65,536 by default, which is 128 MB of English text;
 * those not seen for the longest time are forgotten first
 */
export function createPromptCache(options: { readonly maxBlocks?: number } = {}): PromptCache {
  const { maxBlocks = 65_536 } = options;
  const blocks = new Set<string>();

  /** Whether the block was there; now it is, and the last to be forgotten. */
  function remember(block: string): boolean {
    const wasKnown = blocks.delete(block);
    blocks.add(block);
    if (blocks.size > maxBlocks) {
      for (const oldest of blocks) {
        blocks.delete(oldest);
        break;
      }
    }
    return wasKnown;
  }

  return {
    cachedTokens(request, inputTokens) {
      if (inputTokens < fewestTokens) return 0;
      let prefix = deriveSeed('prompt', request.model, request.promptCacheKey ?? '');
      let units = 0;
      let commonUnits = 0;
      let isCommon = true;
      for (const block of blocksOf(request)) {
        prefix = deriveSeed(prefix, block);
        units += block.length;
        isCommon = remember(nameOf(prefix)) && isCommon;
        if (isCommon) commonUnits += block.length;
      }
      const cached =
        Math.floor((inputTokens * commonUnits) / Math.max(1, units) / tokensInStep) * tokensInStep;
      return cached < fewestTokens ? 0 : cached;
    },
  };
}

function nameOf([a, b, c]: Seed): string {
  return String.fromCharCode(a & 0xffff, a >>> 16, b & 0xffff, b >>> 16, c & 0xffff, c >>> 16);
}

/** The prompt in pieces of at most 512 units; a message begins a new piece, as it does not depend on those before. */
function* blocksOf(request: SimRequest): Generator<string, undefined, undefined> {
  for (const text of partsOf(request)) {
    for (let start = 0; start < text.length; start += unitsInBlock)
      yield text.slice(start, start + unitsInBlock);
  }
}

function* partsOf({ messages, tools, outputFormat }: SimRequest): Generator<string, undefined, undefined> {
  if (tools.length > 0) yield renderTools(tools);
  if (outputFormat.type === 'json-schema') yield JSON.stringify(outputFormat);
  for (const { role, name, content, toolCalls } of messages) {
    yield `${role} ${name ?? ''}`;
    for (const part of content) yield part.type === 'text' ? part.text : JSON.stringify(part);
    for (const call of toolCalls ?? []) yield `${call.name} ${call.argumentsText}`;
  }
}
