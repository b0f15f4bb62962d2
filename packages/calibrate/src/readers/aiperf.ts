import type { CaptureNode } from '../capture/capture-node.js';
import { timesFromGaps, uncountedChunks } from './chunk-gaps.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';

/** What a unit is in milliseconds. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  sec: 1000,
  seconds: 1000,
};

/** AIPerf's `profile_export.jsonl`: a request on each line, each metric with its unit. */
export const aiperfFormat: JsonFormat = {
  name: 'aiperf',
  summary: "AIPerf's profile_export.jsonl",
  recognizes: (document) => document.get('metadata').isThere && document.get('metrics').isThere,
  read: (document) => [readRecord(document)],
};

function readRecord(record: CaptureNode): RecordedReply {
  const metadata = record.get('metadata');
  const metrics = record.get('metrics');
  const phase = metadata.get('benchmark_phase').value;
  const isReply =
    !record.get('error').isThere &&
    metadata.get('was_cancelled').value !== true &&
    (phase === undefined || phase === 'profiling');
  if (!isReply) return 'skipped';
  const countOf = (name: string) => metrics.get(name).get('value').count();
  const timeOf = (name: string) =>
    metrics
      .get(name)
      .get('value')
      .time(unitOf(metrics.get(name)));
  const outputTokens = countOf('output_sequence_length') ?? 0;
  if (outputTokens === 0) return 'skipped';
  const firstChunkMs = timeOf('time_to_first_token');
  const gaps = metrics.get('inter_chunk_latency');
  const gapsMs = gaps.get('value').times(gaps.isThere ? unitOf(gaps) : 1);
  const atMs =
    firstChunkMs === undefined || gapsMs === undefined ? undefined : timesFromGaps(firstChunkMs, gapsMs);
  return {
    model: metadata.get('model').text() ?? metadata.get('model_name').text(),
    inputTokens: countOf('input_sequence_length'),
    cachedInputTokens: countOf('usage_prompt_cache_read_tokens') ?? 0,
    outputTokens,
    // Reasoning that is streamed counts as the first token there; reasoning that is not cannot be seen.
    hiddenTokens: (countOf('reasoning_token_count') ?? 0) > 0 ? undefined : 0,
    firstChunkMs,
    totalMs: timeOf('request_latency'),
    chunkCount: atMs?.length,
    chunks: uncountedChunks(atMs),
  };
}

function unitOf(metric: CaptureNode): number {
  if (!metric.isThere) return 1;
  const unit = metric.get('unit');
  return units[String(unit.value)] ?? unit.fail(`expected one of ${Object.keys(units).join(', ')}`);
}
