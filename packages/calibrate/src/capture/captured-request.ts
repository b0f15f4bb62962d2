/** What a chunk of a stream is made of. */
export type ChunkKind = 'text' | 'reasoning' | 'toolArguments';

/** The chunks of a stream that was captured. The lists are of the same length. */
export interface CapturedChunks {
  /** When each came, in milliseconds after the request; `undefined`: nobody wrote it down. */
  readonly atMs: readonly number[] | undefined;
  /** How many tokens each has; `undefined`: nobody counted. */
  readonly tokens: readonly number[] | undefined;
  /** What each is made of; `undefined`: nobody says. */
  readonly kinds: readonly ChunkKind[] | undefined;
}

/** A request that was answered, as far as a capture shows it. Times are in milliseconds after the request. */
export interface CapturedRequest {
  /** `undefined`: the capture does not name it. */
  readonly model: string | undefined;
  readonly inputTokens: number | undefined;
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number;
  /** At least 1; reasoning included. */
  readonly outputTokens: number;
  /** Output tokens before the first chunk that no chunk shows, as with hidden reasoning; `undefined`: not known. */
  readonly hiddenTokens: number | undefined;
  /** When the first chunk with output came; `undefined`: it was not streamed, or nobody wrote it down. */
  readonly firstChunkMs: number | undefined;
  /** When the last of the reply was there; `undefined`: nobody wrote it down. */
  readonly totalMs: number | undefined;
  /** How many chunks there were; `undefined`: nobody counted. */
  readonly chunkCount: number | undefined;
  readonly chunks: CapturedChunks | undefined;
}

/** What was read from one file. */
export interface Capture {
  /** Its name, as messages and reports write it. */
  readonly file: string;
  readonly format: string;
  readonly requests: readonly CapturedRequest[];
  /** How many records have no reply: errors, cancelled requests, spans of something else. */
  readonly skipped: number;
}
