import type { CaptureNode } from '../capture/capture-node.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';

/** The operations that are one call of a model; agents and tools have spans around them with the same tokens. */
const modelCalls = ['chat', 'text_completion', 'generate_content'];

/**
 * Spans in OTLP/JSON with the attributes of OpenTelemetry's conventions for generative AI, or with those that vLLM
 * sends.
 */
export const otlpFormat: JsonFormat = {
  name: 'otlp',
  summary: 'OTLP/JSON spans with gen_ai attributes, as the file exporter writes them',
  recognizes: (document) => document.get('resourceSpans').isThere,
  read: (document) =>
    document
      .get('resourceSpans')
      .items()
      .flatMap((resource) => listOf(resource.get('scopeSpans')))
      .flatMap((scope) => listOf(scope.get('spans')))
      .map(readSpan),
};

function listOf(list: CaptureNode): readonly CaptureNode[] {
  return list.isThere ? list.items() : [];
}

function readSpan(span: CaptureNode): RecordedReply {
  const attributes = new Map(
    listOf(span.get('attributes')).map((attribute) => [attribute.get('key').value, attribute.get('value')]),
  );
  const numberOf = (...names: readonly string[]) => {
    const name = names.find((candidate) => attributes.has(candidate));
    return name === undefined ? undefined : readNumber(attributes.get(name) as CaptureNode);
  };
  const textOf = (name: string) => attributes.get(name)?.get('stringValue').text();
  const operation = textOf('gen_ai.operation.name');
  const outputTokens = numberOf('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens') ?? 0;
  const isReply =
    outputTokens > 0 &&
    (operation === undefined || modelCalls.includes(operation)) &&
    !attributes.has('error.type') &&
    span.get('status').get('code').value !== 2;
  if (!isReply) return 'skipped';
  const first = numberOf('gen_ai.response.time_to_first_chunk', 'gen_ai.latency.time_to_first_token');
  const whole = numberOf('gen_ai.latency.e2e');
  const reasoning = numberOf('gen_ai.usage.reasoning.output_tokens') ?? 0;
  return {
    model: textOf('gen_ai.response.model') ?? textOf('gen_ai.request.model'),
    inputTokens: numberOf('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'),
    cachedInputTokens: numberOf('gen_ai.usage.cache_read.input_tokens') ?? 0,
    outputTokens,
    hiddenTokens: reasoning > 0 ? undefined : 0,
    firstChunkMs: first === undefined ? undefined : first * 1000,
    totalMs: whole === undefined ? durationOf(span) : whole * 1000,
    chunkCount: undefined,
    chunks: undefined,
  };
}

/** A number of an attribute; whole numbers may be texts, since JSON has no 64 bits. */
function readNumber(value: CaptureNode): number {
  const whole = value.get('intValue');
  if (whole.isThere) return numberFrom(whole, Number(whole.value));
  return numberFrom(value.get('doubleValue'), Number(value.get('doubleValue').value));
}

function numberFrom(node: CaptureNode, number: number): number {
  return number >= 0 && number < Infinity ? number : node.fail('expected a number from 0 on');
}

function durationOf(span: CaptureNode): number {
  const [start, end] = ['startTimeUnixNano', 'endTimeUnixNano'].map((key) => {
    const node = span.get(key);
    const text = String(node.value);
    return /^\d{1,20}$/.test(text) ? BigInt(text) : node.fail('expected nanoseconds since 1970');
  }) as [bigint, bigint];
  const ms = Number(end - start) / 1e6;
  return ms >= 0 ? ms : span.get('endTimeUnixNano').fail('a span may not end before it starts');
}
