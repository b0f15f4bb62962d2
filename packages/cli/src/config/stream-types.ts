import type { DistributionSpec } from '@llmsim/core';
import { describeFound } from './describe-found.js';
import { isMapping, listOf, record } from './compound-types.js';
import { distribution } from './distribution-type.js';
import { share, wholeNumber } from './scalar-types.js';
import type { SettingType, ValueOf } from './setting-type.js';

/** Where the sizes of chunks come from, besides a number or a distribution. */
const words = ['profile', 'recorded'] as const;

const sizes = distribution(wholeNumber(1, 1000));

/** How many tokens a chunk of a stream has. */
export const tokensPerChunk: SettingType<(typeof words)[number] | DistributionSpec> = {
  accepts: `${words.join(', ')}, ${sizes.accepts}`,
  schema: { anyOf: [{ enum: words }, sizes.schema] },
  read(value, report) {
    const word = words.find((known) => known === value);
    if (word !== undefined) return word;
    if (typeof value !== 'string') return sizes.read(value, report);
    report([], describeFound(value, tokensPerChunk.accepts));
    return undefined;
  },
};

const ofKind = (kind: string) =>
  ({ type: sizes, required: true, description: `Tokens in a chunk of ${kind}.` }) as const;

const byKind = record({
  text: ofKind('text'),
  reasoning: ofKind('reasoning'),
  tool_arguments: ofKind("a tool call's arguments"),
} as const);

/** How many tokens a chunk has, by what the tokens are. */
export type ChunkSizesByKind = ValueOf<typeof byKind>;

/** How many tokens a chunk of one model's streams has: for all kinds of tokens, or by kind. */
export const chunkSizes: SettingType<DistributionSpec | ChunkSizesByKind> = {
  accepts: `${sizes.accepts}, or a mapping of text, reasoning and tool_arguments to such`,
  schema: { anyOf: [sizes.schema, byKind.schema] },
  read: (value, report) =>
    isMapping(value) && !Object.hasOwn(value, 'distribution')
      ? byKind.read(value, report)
      : sizes.read(value, report),
};

const mostGuesses = 16;
const chances = listOf(share, `a list of 1 to ${mostGuesses} numbers from 0 to 1`);

const acceptance: SettingType<readonly number[]> = {
  accepts: chances.accepts,
  schema: { ...chances.schema, minItems: 1, maxItems: mostGuesses },
  read(value, report) {
    const list = chances.read(value, report);
    if (list === undefined || (list.length >= 1 && list.length <= mostGuesses)) return list;
    report([], describeFound(value, chances.accepts));
    return undefined;
  },
};

/** What speculative decoding accepts. */
export const speculative = record({
  accept: {
    type: acceptance,
    required: true,
    description: 'The chance that each further guess is accepted.',
  },
} as const);
