import { isReasoningModel, RequestError } from '@llmsim/core';
import type { ModelCatalog, ModelInfo, OutputFormat, ReasoningEffort, SimMessage } from '@llmsim/core';
import { createGptFraming, gptCacheRule } from '@llmsim/openresponses';
import {
  isFields,
  limitSchemas,
  pathOf,
  readBoolean,
  readChoice,
  readDecimal,
  readFields,
  readInteger,
  bytesOfLogprobs,
  readList,
  readMetadata,
  readRequiredText,
  readText,
  refuse,
  refuseType,
  refuseValue,
  createMemberCheck,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import { searches } from './citations.js';
import type { ChatRequest, StoredInput } from './chat-request.js';
import {
  hasOpenAiRules,
  refuseEffort,
  refuseForModel,
  refuseImages,
  refuseOtherEndpoint,
} from './model-refusals.js';
import { chatMembers } from './chat-members.js';
import { knownParameters } from './known-parameters.js';
import { mentions, readMessages } from './read-messages.js';
import { readResponseFormat } from './read-response-format.js';
import { readLogitBias, readLogprobs, readOutputLimit, readStop } from './read-sampling.js';
import { readTools } from './read-tools.js';

/** What decides how a request is read besides its body. */
export interface ReadingRules {
  readonly catalog: ModelCatalog;
  /** Refuse unknown models and unknown parameters, as the service does. */
  readonly strict: boolean;
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const verbosities = ['low', 'medium', 'high'] as const;
const serviceTiers = ['auto', 'default', 'fast', 'flex', 'priority', 'scale'] as const;

/** Fitted to recorded prompt counts. */
const tools = { toolsAlone: 9, toolsWithInstructions: 5 };
const classicFraming = createGptFraming({ priming: 3, ...tools });
const reasoningFraming = createGptFraming({ priming: 2, ...tools });

/**
 * Reads the body of a request for chat completions. Faults are found in the order in which the service finds them.
 * @throws RequestError if the service would refuse it
 */
export function parseRequest(body: unknown, { catalog, strict }: ReadingRules): ChatRequest {
  if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
  const name = readModelName(body);
  const known = catalog.find(name);
  if (known === undefined && (strict || catalog.unknown === 'reject')) {
    throw new RequestError({ kind: 'not-found', model: name });
  }
  const model = known ?? catalog.resolve(name);
  const ruled = known !== undefined && hasOpenAiRules(known) ? known : undefined;
  if (ruled !== undefined) refuseOtherEndpoint(ruled);
  if (strict) refuseUnknownParameters(body);
  const messages = readMessages(body, model);
  if (ruled !== undefined) refuseImages(messages, ruled);
  limitSchemas([body['tools'], body['functions'], body['response_format']], 'tools');
  const toolUse = readTools(body);
  const maxOutputTokens = readOutputLimit(body, known);
  const choices = readInteger(body, 'n', 1, 128) ?? 1;
  const stop = readStop(body);
  readLogitBias(body);
  const temperature = readDecimal(body, 'temperature', 0, 2);
  readDecimal(body, 'top_p', 0, 1);
  readDecimal(body, 'presence_penalty', -2, 2);
  readDecimal(body, 'frequency_penalty', -2, 2);
  const topLogprobs = readLogprobs(body);
  readText(body, 'user');
  const seed = readInteger(body, 'seed', -(2 ** 63), 2 ** 63);
  readText(body, 'safety_identifier', undefined, 64);
  readFields(body, 'prompt_cache_options');
  const promptCacheKey = readText(body, 'prompt_cache_key');
  readChoice(body, 'prompt_cache_retention', ['in_memory', '24h']);
  const serviceTier = readChoice(body, 'service_tier', serviceTiers) ?? 'auto';
  const streaming = readBoolean(body, 'stream') ?? false;
  const streamOptions = readStreamOptions(body, streaming);
  const stored = readBoolean(body, 'store') ?? false;
  const metadata = readMetadata(body);
  const verbosity = readChoice(body, 'verbosity', verbosities);
  const moderationModel = readModeration(body);
  const outputFormat = readOutputFormat(body, messages);
  const prediction = readPrediction(body);
  refuseSpeech(body);
  readWebSearch(body, model);
  const effort = readEffort(body, ruled);
  if (ruled !== undefined) refuseForModel(body, { tools: toolUse.tools, outputFormat, effort }, ruled);
  return {
    sim: {
      model: name,
      messages,
      tools: toolUse.tools,
      toolChoice: toolUse.choice,
      parallelToolCalls: toolUse.parallel,
      outputFormat,
      maxOutputTokens,
      stop,
      choices,
      reasoningEffort: effort,
      verbosity,
      seed,
      temperature,
      prediction,
      replyBytesPerToken: bytesOfLogprobs(topLogprobs),
      promptFraming: isReasoningModel(model) ? reasoningFraming : classicFraming,
      cacheRule: gptCacheRule,
      promptCacheKey,
      metadata: body['metadata'] === undefined ? undefined : metadata,
    },
    model,
    streaming,
    usageInStream: streamOptions.usage,
    usageInChunks: streamOptions.usageInChunks,
    obfuscated: streamOptions.obfuscated,
    topLogprobs,
    serviceTier: serviceTier === 'auto' ? 'default' : serviceTier === 'fast' ? 'priority' : serviceTier,
    toolNamed: toolUse.choice.mode === 'named',
    legacyFunctions: toolUse.legacy,
    moderationModel,
    stored: stored ? rememberInput(body, metadata) : undefined,
  };
}

const checkMembers = createMemberCheck(chatMembers);

function readModelName(body: Fields): string {
  const name = body['model'];
  if (name === undefined || name === null || name === '') refuse('you must provide a model parameter');
  if (typeof name !== 'string') refuseType(name, 'model', 'a string');
  return name;
}

function refuseUnknownParameters(body: Fields): void {
  for (const key of Object.keys(body)) {
    if (!knownParameters.has(key)) refuse(`Unrecognized request argument supplied: ${key}`);
  }
  checkMembers(body);
}

interface StreamOptions {
  readonly usage: boolean;
  readonly usageInChunks: boolean;
  readonly obfuscated: boolean;
}

function readStreamOptions(body: Fields, streaming: boolean): StreamOptions {
  const options = readFields(body, 'stream_options');
  if (options === undefined) return { usage: false, usageInChunks: false, obfuscated: true };
  if (!streaming) {
    refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  const place: Place = { parent: undefined, key: 'stream_options' };
  const usage = readBoolean(options, 'include_usage', place) ?? false;
  return {
    usage,
    // An extension of vLLM, which counts for nothing there without the other.
    usageInChunks: (readBoolean(options, 'continuous_usage_stats', place) ?? false) && usage,
    obfuscated: readBoolean(options, 'include_obfuscation', place) ?? true,
  };
}

function readModeration(body: Fields): string | undefined {
  const moderation = readFields(body, 'moderation');
  if (moderation === undefined) return undefined;
  return readRequiredText(moderation, 'model', { parent: undefined, key: 'moderation' });
}

function readOutputFormat(body: Fields, messages: readonly SimMessage[]): OutputFormat {
  const format = readResponseFormat(body);
  if (format.type === 'json-object' && !mentions(messages, 'json')) {
    refuse(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
    );
  }
  return format;
}

function readPrediction(body: Fields): string | undefined {
  const prediction = readFields(body, 'prediction');
  if (prediction === undefined) return undefined;
  const place: Place = { parent: undefined, key: 'prediction' };
  const type = readRequiredText(prediction, 'type', place);
  if (type !== 'content')
    refuse(`Invalid value: '${type}'. Supported values are: 'content'.`, 'prediction.type', 'invalid_value');
  const content = prediction['content'];
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) {
    refuseType(content, 'prediction.content', 'one of a string or array of objects');
  }
  const list: Place = { parent: place, key: 'content' };
  return (content as readonly unknown[])
    .map((part, index) => {
      const partPlace: Place = { parent: list, key: index };
      if (!isFields(part)) refuseType(part, pathOf(partPlace), 'an object');
      return readRequiredText(part, 'text', partPlace);
    })
    .join('');
}

/** No model of the simulator speaks. */
function refuseSpeech(body: Fields): void {
  if (body['audio'] !== undefined && body['audio'] !== null) {
    refuse(
      "Unsupported parameter: 'audio' is not supported with this model.",
      'audio',
      'unsupported_parameter',
    );
  }
  if (body['modalities'] === null) return;
  for (const [index, value] of (
    readList(body, 'modalities', undefined, 'an array of strings') ?? []
  ).entries()) {
    if (typeof value !== 'string') refuseType(value, `modalities[${index}]`, 'a string');
    if (value !== 'text') refuseValue(value, `modalities[${index}]`, ['text']);
  }
}

function readWebSearch(body: Fields, model: ModelInfo): void {
  const options = readFields(body, 'web_search_options');
  if (options !== undefined && !searches(model.id)) {
    refuse('Web search options not supported with this model.', 'web_search_options');
  }
}

function readEffort(body: Fields, ruled: ModelInfo | undefined): ReasoningEffort | undefined {
  const effort = readChoice(body, 'reasoning_effort', efforts);
  if (effort !== undefined && ruled !== undefined) refuseEffort(effort, ruled);
  return effort;
}

function rememberInput(body: Fields, metadata: Fields): StoredInput {
  return { metadata, messages: body['messages'] as readonly Fields[], parameters: body };
}
