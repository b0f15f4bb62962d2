import { createBoundedMap } from '../bounded/bounded-map.js';
import { deriveSeed, type Seed } from '../random/seeded-random.js';
import { takeSteps, type Steps } from '../steps/steps.js';
import type {
  CacheBreakpoint,
  CachedPrompt,
  CacheWrite,
  PromptCacheRule,
} from '../turn/prompt-cache-rule.js';
import type { SimRequest } from '../turn/sim-request.js';

/** The prompts that were seen, to find out how much of a prompt a service would have found in its cache. */
export interface PromptCache {
  /**
   * How much of a prompt was seen before, by the rule of the request's API. The prompt is remembered; the next one may
   * find it.
   *
   * @param inputTokens - the tokens of the whole prompt
   * @param atMs - monotonic milliseconds, by which what has a lifetime is forgotten
   */
  look(request: SimRequest, inputTokens: number, atMs: number): CachedPrompt;
  /** The same in steps, for long prompts; `undefined`, as by default: look at once. */
  lookInSteps?(request: SimRequest, inputTokens: number, atMs: number): Steps<CachedPrompt> | undefined;
}

/** From so many tokens on a prompt is looked up in steps. */
const manyTokens = 4096;

/** A step looks at so many blocks. */
const blocksInStep = 256;

/** UTF-16 units of a block: about 128 tokens of English. */
const unitsInBlock = 512;

const noWrites: readonly CacheWrite[] = [];
const nothing: CachedPrompt = { readTokens: 0, writes: noWrites };

/**
 * A memory of prompts. A prompt is the model, the caller's cache key, what is declared (tools and output format) and
 * the messages, in this order. It is cut into blocks, and each block is known by a hash of it and all before it, so
 * what two prompts have in common is found however the rest differs.
 *
 * That is an approximation in three ways. The common part is measured in UTF-16 units, under an automatic rule in
 * blocks of 512, and its tokens are its share of the prompt's. An image is known by its size only. And under an
 * automatic rule a block is forgotten when there are too many, not after some minutes.
 *
 * @param options.maxBlocks - how many blocks are remembered, 65,536 by default, which is 128 MB of English text;
 * those not seen for the longest time are forgotten first
 */
export function createPromptCache(options: { readonly maxBlocks?: number } = {}): PromptCache {
  const { maxBlocks = 65_536 } = options;
  /** When each block is forgotten, those not seen for the longest time first. */
  const blocks = createBoundedMap<number>({ maxEntries: maxBlocks });

  function isKnown(block: string, atMs: number): boolean {
    return (blocks.get(block) ?? -Infinity) > atMs;
  }

  function* lookForCommon(
    request: SimRequest,
    inputTokens: number,
    { fewestTokens, tokensInStep }: Extract<PromptCacheRule, { breakpoints: 'automatic' }>,
  ): Steps<CachedPrompt> {
    let looked = 0;
    let units = 0;
    let commonUnits = 0;
    let isCommon = true;
    for (const block of blocksOf(request)) {
      units += block.units;
      const name = nameOf(block.prefix);
      isCommon = isKnown(name, 0) && isCommon;
      blocks.set(name, Infinity);
      if (isCommon) commonUnits += block.units;
      looked += 1;
      if (looked % blocksInStep === 0) yield;
    }
    const shared = (inputTokens * commonUnits) / Math.max(1, units);
    const readTokens = Math.floor(shared / tokensInStep) * tokensInStep;
    return readTokens < fewestTokens ? nothing : { readTokens, writes: noWrites };
  }

  function* lookBeforeBreakpoints(
    request: SimRequest,
    inputTokens: number,
    rule: Extract<PromptCacheRule, { breakpoints: 'marked' }>,
    atMs: number,
  ): Steps<CachedPrompt> {
    const pieces = yield* piecesOf(request);
    const marks = marksIn(request.cacheBreakpoints ?? [], pieces);
    if (marks.length === 0) return nothing;
    const tokensAt = (piece: number) =>
      Math.round((inputTokens * (pieces[piece]?.units ?? 0)) / Math.max(1, pieces.at(-1)?.units ?? 0));

    let found = -1;
    for (const { piece } of marks) {
      for (let at = piece; at > Math.max(found, piece - rule.lookback - 1); at -= 1) {
        if (isKnown(pieces[at]?.name ?? '', atMs)) found = at;
      }
    }
    const readTokens = found < 0 ? 0 : tokensAt(found);
    const writes = new Map<number, number>();
    let keptTokens = readTokens;
    for (const { piece, lifetimeMs } of marks) {
      const tokens = tokensAt(piece);
      if (tokens < rule.fewestTokens) continue;
      // What is found lives on.
      blocks.set(pieces[piece]?.name ?? '', atMs + lifetimeMs);
      if (tokens <= keptTokens) continue;
      writes.set(lifetimeMs, (writes.get(lifetimeMs) ?? 0) + tokens - keptTokens);
      keptTokens = tokens;
    }
    return { readTokens, writes: Array.from(writes, ([lifetimeMs, tokens]) => ({ lifetimeMs, tokens })) };
  }

  function* lookUp(request: SimRequest, inputTokens: number, atMs: number): Steps<CachedPrompt> {
    const rule = request.cacheRule;
    if (rule === undefined || inputTokens < rule.fewestTokens) return nothing;
    return rule.breakpoints === 'automatic'
      ? yield* lookForCommon(request, inputTokens, rule)
      : yield* lookBeforeBreakpoints(request, inputTokens, rule, atMs);
  }

  return {
    look: (request, inputTokens, atMs) =>
      inputTokens < (request.cacheRule?.fewestTokens ?? Infinity)
        ? nothing
        : takeSteps(lookUp(request, inputTokens, atMs)),
    lookInSteps: (request, inputTokens, atMs) =>
      inputTokens < manyTokens ? undefined : lookUp(request, inputTokens, atMs),
  };
}

function nameOf([a, b, c]: Seed): string {
  return String.fromCharCode(a & 0xffff, a >>> 16, b & 0xffff, b >>> 16, c & 0xffff, c >>> 16);
}

/** The beginning of a prompt up to the end of a block: its hash, and how long the block is. */
interface Block {
  readonly prefix: Seed;
  readonly units: number;
  /** Where in the request the block is. */
  readonly position: string;
}

/** The prompt in pieces of at most 512 units; a message begins a new piece, as it does not depend on those before. */
function* blocksOf(request: SimRequest): Generator<Block, undefined, undefined> {
  let prefix = deriveSeed('prompt', request.model, request.promptCacheKey ?? '');
  for (const [position, text] of textsOf(request)) {
    for (let start = 0; start < text.length; start += unitsInBlock) {
      const block = text.slice(start, start + unitsInBlock);
      prefix = deriveSeed(prefix, block);
      yield { prefix, units: block.length, position };
    }
  }
}

function* textsOf(request: SimRequest): Generator<readonly [string, string], undefined, undefined> {
  for (const { text } of request.promptFraming.declarations(request)) yield ['declarations', text];
  for (const [message, { role, name, content, toolCalls }] of request.messages.entries()) {
    yield [positionOf({ message, part: 0 }), `${role} ${name ?? ''}`];
    for (const [part, piece] of content.entries()) {
      yield [positionOf({ message, part }), piece.type === 'text' ? piece.text : JSON.stringify(piece)];
    }
    const part = Math.max(0, content.length - 1);
    for (const call of toolCalls ?? [])
      yield [positionOf({ message, part }), `${call.name} ${call.argumentsText}`];
  }
}

function positionOf(after: CacheBreakpoint['after']): string {
  return after === 'declarations' ? after : `${after.message}.${after.part}`;
}

/** The beginning of a prompt up to the end of a piece of its content: its name, and how long it is. */
interface Piece {
  readonly position: string;
  readonly name: string;
  readonly units: number;
}

function* piecesOf(request: SimRequest): Steps<readonly Piece[]> {
  const pieces: Piece[] = [];
  let looked = 0;
  let units = 0;
  for (const block of blocksOf(request)) {
    units += block.units;
    if (pieces.at(-1)?.position === block.position) pieces.pop();
    pieces.push({ position: block.position, name: nameOf(block.prefix), units });
    looked += 1;
    if (looked % blocksInStep === 0) yield;
  }
  return pieces;
}

function marksIn(
  breakpoints: readonly CacheBreakpoint[],
  pieces: readonly Piece[],
): readonly { readonly piece: number; readonly lifetimeMs: number }[] {
  const indices = new Map(pieces.map(({ position }, index) => [position, index]));
  return breakpoints
    .map(({ after, lifetimeMs }) => ({ piece: indices.get(positionOf(after)) ?? -1, lifetimeMs }))
    .filter(({ piece }) => piece >= 0)
    .sort((a, b) => a.piece - b.piece);
}
