import { createSeededRandom } from '@llmsim/core';
import type { PlannedReply, Random, Seed } from '@llmsim/core';

/**
 * About what the log probabilities of one token take in a reply, in bytes: its own, and those of so many alternatives;
 * `undefined`: none are listed.
 */
export function bytesOfLogprobs(alternatives: number | undefined): number {
  return alternatives === undefined ? 0 : 100 * (1 + alternatives);
}

/** About what a token takes in a reply beside that, in bytes, and from where on a reply is long. */
const bytesOfToken = 6;
const bytesOfLongReply = 65_536;

/**
 * Whether a reply is so long that making all of it at once would hold others up.
 * @param alternatives - of log probabilities, as for `bytesOfLogprobs`
 */
export function isLongReply(
  { turns }: Pick<PlannedReply, 'turns'>,
  alternatives: number | undefined,
): boolean {
  let tokens = 0;
  for (const { parts } of turns) for (const { pieces } of parts) tokens += pieces.length;
  return tokens * (bytesOfToken + bytesOfLogprobs(alternatives)) > bytesOfLongReply;
}

/** The log probability of a token, as it is on the wire. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

/** A token that was said, with what might have been said instead, most likely first. */
export interface SaidTokenLogprob extends TokenLogprob {
  readonly top_logprobs: readonly TokenLogprob[];
}

/** Tokens that could stand almost anywhere. More than 20, so that one of them may be the token itself. */
const common = [
  ...[
    ' the',
    ',',
    ' a',
    ' and',
    '.',
    ' of',
    ' to',
    ' in',
    ' is',
    ' that',
    ' for',
    ' it',
    ' with',
    ' as',
    ' on',
  ],
  ...[' be', ' this', ' by', ' an', ' are', ' or', ' from'],
];

/** Draws log probabilities for the tokens of one part, one after another. */
export type LogprobSource = (token: string) => SaidTokenLogprob;

/**
 * Invents log probabilities: a confident model that is now and then in doubt. The same seed and tokens give the same
 * numbers, so that a streamed reply and a whole one agree.
 * @param alternatives - how many tokens to list for each position, 0–20, the said one among them
 */
export function createLogprobSource(seed: Seed, alternatives: number): LogprobSource {
  const random = createSeededRandom(seed);
  return (token) => {
    const probability = drawProbability(random);
    const said = describeToken(token, Math.log(probability));
    return { ...said, top_logprobs: chooseAlternatives(said, probability, alternatives, random) };
  };
}

function drawProbability(random: Random): number {
  // Two draws in three are close to certain, as in recorded replies.
  return random.next() < 0.67 ? 1 - random.next() ** 4 * 0.02 - 1e-6 : 0.4 + random.next() * 0.58;
}

function chooseAlternatives(
  said: TokenLogprob,
  probability: number,
  count: number,
  random: Random,
): readonly TokenLogprob[] {
  if (count === 0) return [];
  const list = [said];
  let remaining = 1 - probability;
  let at = Math.floor(random.next() * common.length);
  while (list.length < count) {
    const token = common[at % common.length] ?? ' the';
    at += 1;
    if (token === said.token) continue;
    // Each takes a share of what is left, so the order falls and the sum stays below one.
    const share = Math.min(
      remaining * (0.4 + random.next() * 0.3),
      Math.exp(list[list.length - 1]?.logprob ?? 0),
    );
    remaining -= share;
    list.push(describeToken(token, Math.log(share)));
  }
  return list;
}

function describeToken(token: string, logprob: number): TokenLogprob {
  return { token, logprob: Number(Math.max(logprob, -9999).toFixed(7)), bytes: utf8Bytes(token) };
}

/** The bytes of a text in UTF-8; a lone surrogate is encoded as U+FFFD, as every encoder does. */
function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000) {
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    } else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
      bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    }
  }
  return bytes;
}
