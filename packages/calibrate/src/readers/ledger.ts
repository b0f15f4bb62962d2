import type { CaptureNode } from '../capture/capture-node.js';
import type { CapturedChunks } from '../capture/captured-request.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';

/** The request ledger of llmsim, as `/llmsim/requests?format=ndjson` gives it. */
export const ledgerFormat: JsonFormat = {
  name: 'ledger',
  summary: "llmsim's own request ledger, a line each (/llmsim/requests?format=ndjson)",
  recognizes: (document) =>
    document.get('accepted_at').isThere || document.get('requests').get('0').get('accepted_at').isThere,
  read: (document) =>
    document.get('requests').isThere
      ? document.get('requests').items().map(readEntry)
      : [readEntry(document)],
};

function readEntry(entry: CaptureNode): RecordedReply {
  const tokens = entry.get('tokens');
  if (!tokens.isThere) return tokens.fail('expected the tokens of a request');
  const outputTokens = tokens.get('generated').count() ?? 0;
  const totalMs = entry.get('duration_ms').time();
  const firstChunkMs = entry.get('time_to_first_token_ms').time();
  const chunks = readChunks(entry.get('chunk_times'));
  if (entry.get('outcome').value !== 'completed' || outputTokens === 0 || !entry.get('model').isThere) {
    return 'skipped';
  }
  const shown = chunks?.tokens?.reduce((sum, count) => sum + count, 0);
  const reasoning = tokens.get('reasoning').count() ?? 0;
  return {
    model: entry.get('model').text(),
    inputTokens: tokens.get('input').count(),
    cachedInputTokens: tokens.get('cached').count() ?? 0,
    outputTokens,
    hiddenTokens: shown === undefined ? (reasoning === 0 ? 0 : undefined) : Math.max(0, outputTokens - shown),
    firstChunkMs,
    totalMs,
    chunkCount: firstChunkMs === undefined ? undefined : entry.get('chunks').count(),
    chunks,
  };
}

function readChunks(times: CaptureNode): CapturedChunks | undefined {
  const atMs = times.get('ms').times();
  const tokens = times.get('tokens').counts();
  if (atMs === undefined || tokens === undefined) return undefined;
  if (atMs.length !== tokens.length) return times.fail('there must be as many times as numbers of tokens');
  return { atMs, tokens, kinds: undefined };
}
