import type { CaptureNode } from '../capture/capture-node.js';
import { timesFromGaps, uncountedChunks } from './chunk-gaps.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';

const secondMs = 1000;

/** The result of `vllm bench serve --save-result --save-detailed`: lists with an entry for each request, in seconds. */
export const vllmFormat: JsonFormat = {
  name: 'vllm',
  summary: 'the JSON of vllm bench serve --save-result --save-detailed',
  recognizes: (document) => document.get('total_input_tokens').isThere && document.get('completed').isThere,
  read(document) {
    const lengths = document.get('input_lens').counts();
    const first = document.get('ttfts').times(secondMs);
    if (lengths === undefined || first === undefined) {
      return document.fail(
        'there is nothing about single requests in it; run vllm bench serve with --save-result --save-detailed',
      );
    }
    const outputs = document.get('output_lens').counts() ?? [];
    const gaps = document.get('itls').items();
    const lists = { ttfts: first, output_lens: outputs, itls: gaps };
    for (const [name, list] of Object.entries(lists)) {
      if (list.length !== lengths.length) {
        return document
          .get(name)
          .fail(`expected ${lengths.length} entries as in input_lens, found ${list.length}`);
      }
    }
    const model = document.get('model_id').text();
    return lengths.map((inputTokens, index): RecordedReply => {
      const outputTokens = outputs[index] ?? 0;
      const firstChunkMs = first[index] ?? 0;
      if (outputTokens === 0 || firstChunkMs === 0 || hasError(document, index)) return 'skipped';
      const atMs = timesFromGaps(firstChunkMs, gaps[index]?.times(secondMs) ?? []);
      return {
        model,
        inputTokens,
        cachedInputTokens: 0,
        outputTokens,
        hiddenTokens: 0,
        firstChunkMs,
        totalMs: atMs.at(-1),
        chunkCount: atMs.length,
        chunks: uncountedChunks(atMs),
      };
    });
  },
};

function hasError(document: CaptureNode, index: number): boolean {
  const { value } = document.get('errors');
  return Array.isArray(value) && typeof value[index] === 'string' && value[index] !== '';
}
