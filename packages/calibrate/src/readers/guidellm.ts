import type { CaptureNode } from '../capture/capture-node.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';

/** GuideLLM's `benchmarks.json`: the successful requests of each benchmark. */
export const guidellmFormat: JsonFormat = {
  name: 'guidellm',
  summary: "GuideLLM's benchmarks.json",
  recognizes: (document) => Array.isArray(document.get('benchmarks').value),
  read(document) {
    const records = document
      .get('benchmarks')
      .items()
      .flatMap((benchmark) => {
        const requests = benchmark.get('requests');
        const successful = requests.get('successful');
        const failed = ['errored', 'incomplete'].flatMap((kind): readonly RecordedReply[] => {
          const list = requests.get(kind);
          return list.isThere ? list.items().map(() => 'skipped') : [];
        });
        const model = modelOf(benchmark) ?? modelOf(document);
        return [
          ...(successful.isThere ? successful.items().map((request) => readRequest(request, model)) : []),
          ...failed,
        ];
      });
    if (records.length > 0) return records;
    return document
      .get('benchmarks')
      .fail('there is no request in it; guidellm keeps them unless --sample-requests says otherwise');
  },
};

/** The model of a benchmark or of a report: its place has changed between versions. */
function modelOf(node: CaptureNode): string | undefined {
  const places = [
    ['args', 'model'],
    ['args', 'backend', 'model'],
    ['args', 'backend_kwargs', 'model'],
    ['config', 'backend', 'model'],
  ];
  for (const place of places) {
    const model = place.reduce((at, key) => at.get(key), node).text();
    if (model !== undefined) return model;
  }
  return undefined;
}

function readRequest(request: CaptureNode, model: string | undefined): RecordedReply {
  const outputTokens = request.get('output_tokens').count() ?? 0;
  if (outputTokens === 0) return 'skipped';
  const iterations = request.get('info').get('timings').get('token_iterations').count() ?? 0;
  const firstChunkMs = request.get('time_to_first_token_ms').time();
  return {
    model,
    inputTokens: request.get('prompt_tokens').count(),
    cachedInputTokens: request.get('cached_tokens').count() ?? 0,
    outputTokens,
    hiddenTokens: 0,
    firstChunkMs,
    totalMs: request.get('request_latency').time(1000),
    chunkCount: iterations === 0 ? undefined : iterations,
    chunks: undefined,
  };
}
