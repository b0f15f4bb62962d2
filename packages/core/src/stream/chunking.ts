import { histogram } from '../latency/distributions/histogram.js';
import type { Distribution } from '../latency/distributions/distribution.js';
import type { TokensPerChunk } from '../latency/latency-profile.js';
import { createSeededRandom, type Seed } from '../random/seeded-random.js';
import type { TurnPart } from '../turn/simulated-turn.js';

/** How many tokens the next chunk of a part has, at least 1. */
export type ChunkSizes = (part: TurnPart) => number;

/** Makes the chunk sizes of one choice. Each call starts again and gives the same. */
export type Chunking = (choice: number) => ChunkSizes;

/**
 * How a stream is split into chunks; `undefined`: each token is one, which costs nothing.
 * @param seed - where sizes that vary are drawn from
 */
export function chunkBy(tokensPerChunk: TokensPerChunk | undefined, seed: () => Seed): Chunking | undefined {
  if (tokensPerChunk === undefined) return undefined;
  const { text, reasoning, toolArguments } = tokensPerChunk;
  if (text.constant === 1 && reasoning.constant === 1 && toolArguments.constant === 1) return undefined;
  const [a, b, c, d] = seed();
  return (choice) => {
    const random = createSeededRandom([a, b, c, d ^ (choice + 1)]);
    return ({ type }) => {
      const sizes = type === 'tool-call' ? toolArguments : type === 'reasoning' ? reasoning : text;
      return Math.max(1, Math.round(sizes.constant ?? sizes.sample(random)));
    };
  };
}

/** Chunks of one size, or sizes of one distribution, whatever the tokens are. */
export function chunksAlike(sizes: Distribution): TokensPerChunk {
  return { text: sizes, reasoning: sizes, toolArguments: sizes };
}

/**
 * The chunks of speculative decoding: each step gives one token, and one more for each guess that is accepted.
 * @param accept - the chance that the first guess is accepted, that the second is if the first was, and so on
 */
export function speculativeChunks(accept: readonly number[]): TokensPerChunk {
  let reached = 1;
  const counts = accept.map((chance, guess): readonly [number, number] => {
    const ends = reached * (1 - chance);
    reached *= chance;
    return [guess + 1, ends];
  });
  return chunksAlike(histogram([...counts, [accept.length + 1, reached]]));
}
