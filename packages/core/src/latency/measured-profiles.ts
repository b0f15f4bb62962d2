import { normal } from './distributions/normal.js';
import {
  assumed,
  llmPerf,
  modelStats,
  publishedSpeed,
  recordedReplies,
  type FigureSource,
} from './figure-source.js';
import { firstTokenTime, tails, type Tail } from './first-token-tails.js';
import type { LatencyProfile } from './latency-profile.js';
import { chunksOf, recordedChunks } from './tokens-per-chunk.js';

/** What a profile is made of: `[median time to first token, its tail, mean time between tokens]`, then the sources. */
type Row = readonly [
  figures: readonly [firstMs: number, tail: keyof typeof tails, interTokenMs: number],
  firstSource: FigureSource,
  interTokenSource: FigureSource,
  chunks: keyof typeof chunks,
];

const chunks = {
  // One token where the recordings have 1.30 in text: nine of ten deltas have one.
  openAi: { recordedTokensPerChunk: chunksOf.openAi, source: recordedChunks(3542) },
  anthropic: { tokensPerChunk: chunksOf.anthropic, source: recordedChunks(721) },
  google: { tokensPerChunk: chunksOf.google, source: recordedChunks(57, ', text; the rest is assumed') },
  deepSeek: { source: recordedChunks(250) },
  groq: { source: recordedChunks(3113) },
  mistral: { tokensPerChunk: chunksOf.mistral, source: recordedChunks(97) },
  one: { source: assumed('one token in each chunk') },
} as const;

const bedrock = (samples: number) => recordedReplies(samples, 'latencyMs of recorded Bedrock replies');
const groq = (samples: number) => recordedReplies(samples, 'total_time of recorded Groq replies');

/** Both figures were fitted to the same replies. */
function fitted(figures: Row[0], source: FigureSource, chunksName: Row[3]): Row {
  return [figures, source, source, chunksName];
}

/** Neither figure was measured. */
function guessed(figures: Row[0], what: string, chunksName: Row[3] = 'one'): Row {
  return fitted(figures, assumed(what), chunksName);
}

/**
 * The profiles that `auto` chooses from, by the service and the model that were measured. Those whose figures are
 * assumed are for families that nobody measured. In the rows fitted to recorded replies the time to first token is
 * the part of a reply's time that does not grow with its output, as the service's own clock had it: for a reasoning
 * model that is before the first reasoning token. The published percentiles were taken by a client.
 */
const rows = {
  'openai/gpt-4o': fitted([372, 'gpt4o', 11.85], recordedReplies(115), 'openAi'),
  'openai/gpt-4o-mini': [[536, 'gpt4oMini', 11.1], modelStats, publishedSpeed('50 to 130'), 'openAi'],
  'openai/gpt-4.1': fitted([954, 'gpt41', 10.8], recordedReplies(24), 'openAi'),
  'openai/gpt-4.1-mini': [
    [661, 'gpt41Mini', 9],
    modelStats,
    assumed('a little faster than gpt-4.1'),
    'openAi',
  ],
  'openai/gpt-5': fitted([1357, 'typical', 11.8], recordedReplies(36), 'openAi'),
  'openai/gpt-5-mini': fitted([922, 'typical', 16.2], recordedReplies(112), 'openAi'),
  'openai/gpt-5.4': fitted([908, 'typical', 11.5], recordedReplies(22), 'openAi'),
  'openai/gpt-5.4-mini': fitted([604, 'typical', 5.8], recordedReplies(11), 'openAi'),
  'openai/gpt-5.5': [
    [908, 'typical', 17.4],
    assumed('that of gpt-5.4'),
    publishedSpeed('50 to 65'),
    'openAi',
  ],
  'openai/o3-mini': fitted([331, 'typical', 11.9], recordedReplies(10), 'openAi'),
  'bedrock/claude-sonnet-4.5': fitted([1620, 'typical', 17.2], bedrock(89), 'anthropic'),
  'anthropic/claude-haiku-4.5': [
    [541, 'haiku45', 8.6],
    modelStats,
    assumed('twice as fast as Claude Sonnet 4.5'),
    'anthropic',
  ],
  'anthropic/claude-sonnet-4.6': [
    [941, 'sonnet46', 20.6],
    modelStats,
    publishedSpeed('42 to 55'),
    'anthropic',
  ],
  'anthropic/claude-opus-4.6': [
    [1626, 'opus46', 11.8],
    modelStats,
    publishedSpeed('74 to 95 (of Claude Opus 4.7)'),
    'anthropic',
  ],
  'google/gemini-2.5-flash': [[477, 'flash25', 4.26], modelStats, publishedSpeed('235'), 'google'],
  'google/gemini-2.5-flash-lite': [
    [311, 'flashLite25', 4.26],
    modelStats,
    assumed('that of Gemini 2.5 Flash'),
    'google',
  ],
  'deepseek/deepseek-v3': [[1479, 'deepSeekV3', 25], modelStats, assumed('40 tokens a second'), 'deepSeek'],
  'bedrock/nova-2-lite': fitted([244, 'typical', 14.5], bedrock(60), 'one'),
  'bedrock/nova-micro': fitted([231, 'typical', 7], bedrock(18), 'one'),
  'groq/llama-4-maverick': fitted([91, 'typical', 2.03], groq(36), 'groq'),
  'together/llama-2-70b': [[636, 'llama2', 15.8], llmPerf, llmPerf, 'one'],
  'assumed/gpt-oss': guessed([300, 'typical', 5], 'as fast as hosts of open models of that size say', 'groq'),
  'assumed/gpt-next': guessed([1200, 'typical', 14], 'between gpt-5 and gpt-5.5'),
  'assumed/grok': guessed([700, 'typical', 13], 'between the large models of other makers'),
  'assumed/mistral': guessed(
    [450, 'typical', 12],
    'between the models of middle size of other makers',
    'mistral',
  ),
  'assumed/qwen': guessed([550, 'typical', 14], 'between the models of middle size of other makers'),
  'assumed/embedding': guessed(
    [196, 'typical', 0],
    'three recorded calls of text-embedding-3-small: 145, 196, 235 ms',
  ),
  'assumed/any': guessed([650, 'typical', 13], 'the middle of all models that were measured'),
} as const satisfies Record<string, Row>;

/** The name of one of these profiles. */
export type MeasuredProfileName = keyof typeof rows;

/** As a share of the mean, the standard deviation of the time between tokens. Assumed for all. */
const interTokenSpread = 0.3;

/** Milliseconds for each 1,000 input tokens that were not cached. */
const prefillMsPerThousandTokens = 90;
const prefill = assumed('that of llama2-70b on eight H100 (SplitwiseSim, MIT): no host publishes its own');

/** The profiles that `auto` chooses from. */
export const measuredProfiles: readonly LatencyProfile[] = Object.entries<Row>(rows).map(makeProfile);

function makeProfile([name, [[firstMs, tailName, interTokenMs], firstSource, interTokenSource, chunksName]]: [
  string,
  Row,
]): LatencyProfile {
  const tail: Tail = tails[tailName];
  const { source: tokensPerChunk, ...chunkSizes } = chunks[chunksName];
  return {
    name,
    timeToFirstToken: firstTokenTime(firstMs, tail),
    interTokenLatency: normal(interTokenMs, Number((interTokenMs * interTokenSpread).toPrecision(3))),
    prefillMsPerThousandTokens,
    ...chunkSizes,
    sources: {
      timeToFirstToken: firstSource,
      tail: tail.source,
      interTokenLatency: interTokenSource,
      prefill,
      tokensPerChunk,
      cited: tail.cited,
    },
  };
}
