/** Where a figure of a latency profile is from. */
export interface FigureSource {
  /** `measured`: somebody measured this very model; `assumed`: nobody did. */
  readonly basis: 'measured' | 'assumed';
  /** Who measured what and how, or what the assumption leans on. */
  readonly what: string;
  /** When it was measured or published: a year, a month or a day. `undefined` for an assumption. */
  readonly date?: string | undefined;
  /** Of how many samples. `undefined`: it is not known, or there are none. */
  readonly samples?: number | undefined;
  /** Under which licence the data can be had. `undefined` for an assumption. */
  readonly licence?: string | undefined;
}

/** Where the figures of a latency profile are from. */
export interface ProfileSources {
  /** The median of the time to first token. */
  readonly timeToFirstToken: FigureSource;
  /** How much slower than the median the slow requests are. */
  readonly tail: FigureSource;
  readonly interTokenLatency: FigureSource;
  readonly prefill: FigureSource;
  readonly tokensPerChunk: FigureSource;
  /** The percentiles that were cited, in milliseconds; `undefined`: none were. */
  readonly cited?: CitedPercentiles | undefined;
}

/** Percentiles of a time to first token as they were published, in milliseconds. */
export interface CitedPercentiles {
  readonly p50: number;
  readonly p95: number;
  /** `undefined`: not published, or of too few samples to be one. */
  readonly p99?: number | undefined;
}

/** An assumption. */
export function assumed(what: string): FigureSource {
  return { basis: 'assumed', what };
}

/** Figures that were fitted to replies recorded with the server's own clock. */
export function recordedReplies(
  samples: number,
  what = 'openai-processing-ms of recorded replies',
): FigureSource {
  return {
    basis: 'measured',
    what: `${what}, in the tests of pydantic-ai (commit 4fda389), fitted as a + b × output tokens`,
    date: '2026-08',
    samples,
    licence: 'MIT',
  };
}

/** Percentiles that modelstats.ai published. */
export const modelStats: FigureSource = {
  basis: 'measured',
  what: 'percentiles published by modelstats.ai: client side, one site in the US, every 5 minutes for 24 hours',
  date: '2026-11',
  samples: 288,
  licence: 'none (figures cited)',
};

/** The speed of a stream that modelstats.ai published as a range of tokens a second; the middle of it is taken. */
export function publishedSpeed(tokensPerSecond: string): FigureSource {
  return {
    basis: 'measured',
    what: `${tokensPerSecond} tokens a second, published by modelstats.ai; the spread around it is assumed`,
    date: '2026-11',
    licence: 'none (figures cited)',
  };
}

/** What the benchmark LLMPerf measured. */
export const llmPerf: FigureSource = {
  basis: 'measured',
  what: 'raw data of the LLMPerf leaderboard (550 input and 150 output tokens)',
  date: '2023-12',
  samples: 150,
  licence: 'Apache-2.0',
};
