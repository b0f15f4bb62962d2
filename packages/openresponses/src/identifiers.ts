import { createSeededRandom, deriveSeed, drawBase62 } from '@llmsim/core';
import type { Random, Seed, SimulatedTurn } from '@llmsim/core';

/** Each byte as two hexadecimal digits: numbers of 32 bits are slow to print. */
const bytes = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

/** Hexadecimal digits drawn at random: eight for each of `words`. */
function drawHex(random: Random, words: number): string {
  let text = '';
  for (let i = 0; i < words; i += 1) {
    const word = (random.next() * 0x1_0000_0000) | 0;
    text += `${bytes[(word >>> 24) & 255]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;
  }
  return text;
}

/** Sixteen hexadecimal digits that the ids of one response and its items have in common. The first is 0, as recorded. */
export function drawFamily(random: Random): string {
  return `0${drawHex(random, 2).slice(1)}`;
}

/** An id of a family: a prefix such as `msg`, and 50 hexadecimal digits, as recorded. */
export function drawId(prefix: string, family: string, random: Random): string {
  return `${prefix}_${family}00${drawHex(random, 4)}`;
}

/**
 * What the ids of a response and its items have in common. Any id of a response leads to what is stored of it, so
 * that a reference to an item finds the item.
 */
export function familyOf(id: string): string {
  const start = id.indexOf('_') + 1;
  return id.slice(start, start + 16);
}

/** The ids of one part of a turn. */
export interface PartIds {
  readonly itemId: string;
  /** The id that a tool call's output refers to; empty for other parts. */
  readonly callId: string;
}

/** The ids of a response. */
export interface ResponseIds {
  readonly responseId: string;
  readonly parts: readonly PartIds[];
}

const prefixes = {
  reasoning: 'rs',
  text: 'msg',
  refusal: 'msg',
  function: 'fc',
  custom: 'ctc',
  hosted: 'fc',
} as const;

/**
 * Draws all ids of a response. The same seed and turn give the same ids.
 * @param prefixOf - how the id of a call of a function begins; `undefined`: as usual
 */
export function drawResponseIds(
  idSeed: Seed,
  turn: SimulatedTurn,
  prefixOf: (name: string) => string | undefined = () => undefined,
): ResponseIds {
  const random = createSeededRandom(deriveSeed(idSeed, 'responses'));
  const family = drawFamily(random);
  const responseId = drawId('resp', family, random);
  const parts = turn.parts.map((part) => ({
    itemId: drawId(
      part.type === 'tool-call' ? (prefixOf(part.name) ?? prefixes[part.tool]) : prefixes[part.type],
      family,
      random,
    ),
    callId: part.type === 'tool-call' ? idOfCall(part.callId, random) : '',
  }));
  return { responseId, parts };
}

/** An id is drawn in any case, so that the ids after it do not depend on whether this one was given. */
function idOfCall(given: string | undefined, random: Random): string {
  const drawn = `call_${drawBase62(random, 24)}`;
  return given ?? drawn;
}

/**
 * Ids for something that is made from a request rather than from a turn.
 * @param origin - the request's id, or a seed of its attempt: the ids are as unique as that is
 */
export function createIdSource(
  origin: string | Seed,
  purpose: string,
): { readonly draw: (prefix: string) => string } {
  const random = createSeededRandom(deriveSeed(origin, purpose));
  const family = drawFamily(random);
  return { draw: (prefix) => drawId(prefix, family, random) };
}
