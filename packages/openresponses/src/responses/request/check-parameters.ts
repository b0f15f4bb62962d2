import {
  isFields,
  pathOf,
  readBoolean,
  readChoice,
  readDecimal,
  readFields,
  readInteger,
  readList,
  readMetadata,
  readRequiredText,
  readText,
  refuse,
  refuseMissing,
  refuseType,
  refuseValue,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import { checkResponseId } from './check-returned-item.js';
import type { ResponsesDialect } from '../responses-dialect.js';

/** Where parameters of Chat Completions went: clients that come from there send them. */
const moved: Readonly<Record<string, string>> = {
  max_tokens: 'max_output_tokens',
  max_completion_tokens: 'max_output_tokens',
  messages: 'input',
  response_format: 'text.format',
  reasoning_effort: 'reasoning.effort',
  verbosity: 'text.verbosity',
};

const verbosities = ['low', 'medium', 'high'] as const;
const summaries = ['auto', 'concise', 'detailed'] as const;
/** Those of any API: a dialect that ignores what it does not know reports others as none. */
const allEfforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const contexts = ['auto', 'current_turn', 'all_turns'] as const;
const truncations = ['auto', 'disabled'] as const;
const retentions = ['in_memory', 'in-memory', '24h'] as const;

/** The least that `max_output_tokens` may be, and the longest that keys and ids of callers may be. */
const leastOutputTokens = 16;
const longestKey = 64;

/**
 * Refuses parameters of Chat Completions and, if asked to, those that are not known at all.
 * @throws RequestError
 */
export function checkNames(body: Fields, dialect: ResponsesDialect, strict: boolean): void {
  for (const key of Object.keys(body)) {
    if (dialect.parameters.has(key)) continue;
    const target = Object.hasOwn(moved, key) ? moved[key] : undefined;
    if (target !== undefined && body[key] !== null) {
      refuse(
        `Unsupported parameter: '${key}'. In the Responses API, this parameter has moved to '${target}'. Try again with the new parameter. See the API documentation for more information: ${dialect.documentationUrl}.`,
        undefined,
        'unsupported_parameter',
      );
    }
    if (strict) refuse(`Unknown parameter: '${key}'.`, key, 'unknown_parameter');
  }
}

/** Checks the values of all parameters but the input and the tools. @throws RequestError */
export function checkValues(body: Fields, dialect: ResponsesDialect): void {
  readText(body, 'instructions');
  const previous = readText(body, 'previous_response_id');
  if (previous !== undefined && dialect.checksInput) checkResponseId(previous, 'previous_response_id');
  checkIncludes(body, dialect);
  readInteger(body, 'max_output_tokens', leastOutputTokens, Number.MAX_SAFE_INTEGER);
  readInteger(body, 'max_tool_calls', 1, Number.MAX_SAFE_INTEGER);
  readMetadata(body);
  readBoolean(body, 'parallel_tool_calls');
  readBoolean(body, 'store');
  if (readBoolean(body, 'background') === true && body['store'] === false && dialect.checksInput) {
    refuse("Invalid parameter: 'background' requires 'store' to be true.", 'background');
  }
  readDecimal(body, 'temperature', 0, 2);
  readDecimal(body, 'top_p', 0, 1);
  readDecimal(body, 'presence_penalty', -2, 2);
  readDecimal(body, 'frequency_penalty', -2, 2);
  readInteger(body, 'top_logprobs', 0, 20);
  readChoice(body, 'truncation', truncations);
  if (dialect.ignoresUnknown) readText(body, 'service_tier');
  else readChoice(body, 'service_tier', dialect.serviceTiers);
  readText(body, 'safety_identifier', undefined, longestKey);
  readText(body, 'prompt_cache_key', undefined, longestKey);
  readChoice(body, 'prompt_cache_retention', retentions);
  readText(body, 'user');
  const prompt = dialect.parameters.has('prompt') ? readFields(body, 'prompt') : undefined;
  if (prompt !== undefined) readRequiredText(prompt, 'id', { parent: undefined, key: 'prompt' });
  checkReasoning(body, dialect);
  const text = readFields(body, 'text');
  if (text !== undefined) readChoice(text, 'verbosity', verbosities, { parent: undefined, key: 'text' });
  checkStreaming(body);
  checkConversation(body);
}

function checkIncludes(body: Fields, dialect: ResponsesDialect): void {
  if (body['include'] === null) return;
  const place: Place = { parent: undefined, key: 'include' };
  for (const [index, value] of (
    readList(body, 'include', undefined, 'an array of strings') ?? []
  ).entries()) {
    if (typeof value !== 'string') refuseType(value, pathOf(place, index), 'a string');
    if (!dialect.includes.includes(value) && !dialect.ignoresUnknown)
      refuseValue(value, pathOf(place, index), dialect.includes);
  }
}

function checkReasoning(body: Fields, dialect: ResponsesDialect): void {
  const reasoning = readFields(body, 'reasoning');
  if (reasoning === undefined) return;
  const place: Place = { parent: undefined, key: 'reasoning' };
  readChoice(reasoning, 'effort', dialect.ignoresUnknown ? allEfforts : dialect.reasoningEfforts, place);
  readChoice(reasoning, 'summary', summaries, place);
  readChoice(reasoning, 'generate_summary', summaries, place);
  readChoice(reasoning, 'context', contexts, place);
}

function checkStreaming(body: Fields): void {
  const streaming = readBoolean(body, 'stream') ?? false;
  const options = readFields(body, 'stream_options');
  if (options === undefined) return;
  if (!streaming) {
    refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  readBoolean(options, 'include_obfuscation', { parent: undefined, key: 'stream_options' });
}

function checkConversation(body: Fields): void {
  const conversation = body['conversation'];
  if (conversation === undefined || conversation === null) return;
  if (typeof conversation !== 'string' && !isFields(conversation)) {
    refuseType(conversation, 'conversation', 'one of a string or an object');
  }
  if (isFields(conversation) && typeof conversation['id'] !== 'string') refuseMissing('conversation.id');
  if (typeof body['previous_response_id'] === 'string') {
    refuse(
      "Mutually exclusive parameters: Ensure you are only providing one of: 'previous_response_id' or 'conversation'.",
      undefined,
      'mutually_exclusive_parameters',
    );
  }
}
