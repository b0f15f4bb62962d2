import { isReasoningModel, RequestError } from '@llmsim/core';
import type { ModelInfo, OutputFormat, ReasoningEffort, SimMessage, ToolDeclaration } from '@llmsim/core';
import { enumerate, refuse } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';

/** Parameters that OpenAI's reasoning models never take, in the order in which the service finds them. */
const neverWhenReasoning = ['max_tokens', 'logit_bias', 'prediction'] as const;

/** Parameters that they do not take while they reason, with the values that change nothing and are let through. */
const notWhileReasoning: readonly (readonly [name: string, harmless: unknown])[] = [
  ['stop', null],
  ['top_p', 1],
  ['presence_penalty', 0],
  ['frequency_penalty', 0],
  ['logprobs', false],
  ['top_logprobs', null],
];

/** Whether the model refuses what OpenAI's reasoning models refuse, such as `max_tokens`. */
export function refusesLegacyParameters(model: ModelInfo): boolean {
  return hasOpenAiRules(model) && isReasoningModel(model) && model.takesLegacyParameters !== true;
}

/** Whether OpenAI's own rules hold for the model. Those of other makers take what their makers say. */
export function hasOpenAiRules(model: ModelInfo): boolean {
  return model.ownedBy === 'openai' || model.ownedBy === 'system';
}

/** Refuses a model that only Responses serves. @throws RequestError */
export function refuseOtherEndpoint(model: ModelInfo): void {
  if (!model.refuses.includes('chat')) return;
  throw new RequestError({
    kind: 'not-found',
    message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
    param: 'model',
  });
}

/** The first day on which a model was released whose refusal of tools names the way out. */
const adviceSinceSeconds = Date.UTC(2026, 6, 1) / 1000;

/**
 * Refuses functions while the model reasons, where it takes them on Responses only.
 * @throws RequestError in the words of openai/openai-openapi#541, or of BerriAI/litellm#34569 for newer models
 */
function refuseToolsWhileReasoning(
  tools: readonly ToolDeclaration[],
  effort: ReasoningEffort,
  model: ModelInfo,
): void {
  if (effort === 'none' || !model.refuses.includes('chat-tools-while-reasoning')) return;
  if (!tools.some(({ type }) => type === 'function')) return;
  const advice =
    model.createdSeconds >= adviceSinceSeconds && model.reasoningEfforts.includes('none')
      ? "To use function tools, use /v1/responses or set reasoning_effort to 'none'."
      : 'Please use /v1/responses instead.';
  refuse(
    `Function tools with reasoning_effort are not supported for ${model.id} in /v1/chat/completions. ${advice}`,
    'reasoning_effort',
  );
}

/** What of a request a model may refuse, besides the body itself. */
export interface AskedOfModel {
  readonly tools: readonly ToolDeclaration[];
  readonly outputFormat: OutputFormat;
  readonly effort: ReasoningEffort | undefined;
}

/** Refuses what OpenAI's model refuses of a request that is otherwise right. @throws RequestError */
export function refuseForModel(
  body: Fields,
  { tools, outputFormat, effort }: AskedOfModel,
  model: ModelInfo,
): void {
  const { refuses } = model;
  if (refuses.includes('parallel-tool-calls-in-chat') && body['parallel_tool_calls'] !== undefined) {
    refuseParameter('parallel_tool_calls');
  }
  refuseFormat(outputFormat, model);
  const verbosity = body['verbosity'];
  if (refuses.includes('verbosity') && typeof verbosity === 'string' && verbosity !== 'medium') {
    refuse(
      `Unsupported value: 'verbosity' does not support '${verbosity}' with this model. Supported values are: 'medium'.`,
      'verbosity',
      'unsupported_value',
    );
  }
  if (!isReasoningModel(model)) return;
  const actual = effort ?? model.defaultReasoningEffort;
  refuseToolsWhileReasoning(tools, actual, model);
  if (refusesLegacyParameters(model)) refuseWhatReasoningRefuses(body, actual, model);
}

function refuseFormat({ type }: OutputFormat, { refuses }: ModelInfo): void {
  if (type === 'json-schema' && refuses.includes('json-schema')) {
    refuse(
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
    );
  }
  if (type === 'json-object' && refuses.includes('json-object')) {
    refuse(
      "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
      'response_format',
    );
  }
}

/**
 * Refuses what a reasoning model of OpenAI refuses.
 * @param effort - the effort of this request, the model's default if it names none
 * @throws RequestError
 */
function refuseWhatReasoningRefuses(body: Fields, effort: ReasoningEffort, model: ModelInfo): void {
  for (const name of neverWhenReasoning) {
    if (body[name] !== undefined && body[name] !== null) refuseParameter(name);
  }
  if (effort === 'none' && !model.refuses.includes('sampling')) return;
  for (const [name, harmless] of notWhileReasoning) {
    const value = body[name];
    if (value !== undefined && value !== null && value !== harmless) refuseParameter(name);
  }
  const temperature = body['temperature'];
  if (typeof temperature === 'number' && temperature !== 1) {
    refuse(
      `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
      'temperature',
      'unsupported_value',
    );
  }
}

/** Refuses an effort that the model does not know. @throws RequestError */
export function refuseEffort(effort: ReasoningEffort, model: ModelInfo): void {
  if (!isReasoningModel(model)) {
    refuse('Unrecognized request argument supplied: reasoning_effort');
  }
  if (!model.reasoningEfforts.includes(effort)) {
    refuse(
      `Unsupported value: 'reasoning_effort' does not support '${effort}' with this model. Supported values are: ${enumerate(model.reasoningEfforts, 'and')}.`,
      'reasoning_effort',
      'unsupported_value',
    );
  }
}

/** Refuses pictures for a model that cannot see. @throws RequestError */
export function refuseImages(messages: readonly SimMessage[], model: ModelInfo): void {
  if (model.inputModalities.includes('image')) return;
  for (const [index, { content }] of messages.entries()) {
    const part = content.findIndex(({ type }) => type === 'image');
    if (part >= 0) {
      refuse(
        'Invalid content type. image_url is only supported by certain models.',
        `messages.[${index}].content.[${part}].type`,
      );
    }
  }
}

function refuseParameter(name: string): never {
  const advice = name === 'max_tokens' ? " Use 'max_completion_tokens' instead." : '';
  refuse(
    `Unsupported parameter: '${name}' is not supported with this model.${advice}`,
    name,
    'unsupported_parameter',
  );
}
