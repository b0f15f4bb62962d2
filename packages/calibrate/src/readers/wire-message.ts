import type { ChunkKind } from '../capture/captured-request.js';

/** A stretch of output that came in one message. */
export interface Delta {
  readonly kind: ChunkKind;
  readonly text: string;
  readonly atMs: number | undefined;
}

/** What the messages of one reply say. */
export interface Transcript {
  model: string | undefined;
  readonly deltas: Delta[];
  readonly usage: {
    inputTokens: number | undefined;
    cachedInputTokens: number;
    outputTokens: number;
    reasoningTokens: number;
  };
}

/** A transcript without anything. */
export function emptyTranscript(): Transcript {
  return {
    model: undefined,
    deltas: [],
    usage: { inputTokens: undefined, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
}

/**
 * Adds what one message of a stream, or a whole body, says. It knows Chat Completions, Responses, Anthropic's Messages
 * and Gemini; what it does not know says nothing.
 */
export function readMessage(message: unknown, transcript: Transcript, atMs?: number): void {
  const fields = fieldsOf(message);
  const inner = { ...fieldsOf(fields['response']), ...fieldsOf(fields['message']) };
  const model = fields['model'] ?? fields['modelVersion'] ?? inner['model'];
  if (typeof model === 'string') transcript.model ??= model;
  for (const usage of [fields['usage'], inner['usage']]) readUsage(fieldsOf(usage), transcript);
  readGeminiUsage(fieldsOf(fields['usageMetadata']), transcript);
  for (const [kind, text] of deltasOf(fields)) {
    if (typeof text === 'string' && text !== '') transcript.deltas.push({ kind, text, atMs });
  }
}

function readUsage(usage: Fields, { usage: sum }: Transcript): void {
  const prompt = numberOf(usage['prompt_tokens']);
  const input = numberOf(usage['input_tokens']);
  const details = fieldsOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details']);
  // Anthropic counts what was cached beside the input, the others as a part of it.
  const beside = numberOf(usage['cache_read_input_tokens']);
  const written = numberOf(usage['cache_creation_input_tokens']) ?? 0;
  const cached = numberOf(details['cached_tokens']) ?? beside;
  if (prompt !== undefined) sum.inputTokens = prompt;
  if (input !== undefined) sum.inputTokens = input + (beside ?? 0) + written;
  if (cached !== undefined) sum.cachedInputTokens = cached;
  const output = numberOf(usage['completion_tokens']) ?? numberOf(usage['output_tokens']);
  if (output !== undefined) sum.outputTokens = output;
  const outputDetails = fieldsOf(usage['completion_tokens_details'] ?? usage['output_tokens_details']);
  sum.reasoningTokens = numberOf(outputDetails['reasoning_tokens']) ?? sum.reasoningTokens;
}

function readGeminiUsage(usage: Fields, { usage: sum }: Transcript): void {
  sum.inputTokens = numberOf(usage['promptTokenCount']) ?? sum.inputTokens;
  sum.cachedInputTokens = numberOf(usage['cachedContentTokenCount']) ?? sum.cachedInputTokens;
  const shown = numberOf(usage['candidatesTokenCount']);
  const thought = numberOf(usage['thoughtsTokenCount']);
  if (shown !== undefined || thought !== undefined) sum.outputTokens = (shown ?? 0) + (thought ?? 0);
  sum.reasoningTokens = thought ?? sum.reasoningTokens;
}

/** The events of Responses and of Messages that have output, and of what kind it is. */
const kindsOfEvents: Readonly<Record<string, ChunkKind>> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'text',
  'response.reasoning_text.delta': 'reasoning',
  'response.function_call_arguments.delta': 'toolArguments',
  'response.custom_tool_call_input.delta': 'toolArguments',
};

function deltasOf(message: Fields): readonly (readonly [ChunkKind, unknown])[] {
  const kind = kindsOfEvents[String(message['type'])];
  if (kind !== undefined) return [[kind, message['delta']]];
  if (message['type'] === 'content_block_delta') {
    const delta = fieldsOf(message['delta']);
    return [
      ['text', delta['text']],
      ['reasoning', delta['thinking']],
      ['toolArguments', delta['partial_json']],
    ];
  }
  const ofChoices = listOf(message['choices']).flatMap(
    (choice): readonly (readonly [ChunkKind, unknown])[] => {
      const delta = fieldsOf(choice['delta']);
      const calls = listOf(delta['tool_calls']).map((call) => fieldsOf(call['function'])['arguments']);
      return [
        ['text', delta['content'] ?? delta['refusal'] ?? choice['text']],
        ['reasoning', delta['reasoning_content'] ?? delta['reasoning']],
        ['toolArguments', calls.map(String).join('')],
      ];
    },
  );
  const ofCandidates = listOf(message['candidates'])
    .flatMap((candidate) => listOf(fieldsOf(candidate['content'])['parts']))
    .map((part) => [part['thought'] === true ? 'reasoning' : 'text', part['text']] as const);
  return [...ofChoices, ...ofCandidates];
}
