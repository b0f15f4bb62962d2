import { isReasoningModel } from '@llmsim/core';
import type { ModelInfo, ReasoningEffort } from '@llmsim/core';
import { enumerate, isFields, readFields, refuse } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import { hasOpenAiRules, refusesLegacyParameters } from '../chat-completions/model-refusals.js';

/** Parameters that a model does not take while it reasons, with the code of the refusal. */
const notWhileReasoning: readonly (readonly [name: string, code: string | undefined])[] = [
  // As recorded: this one has no code.
  ['temperature', undefined],
  ['top_p', 'unsupported_parameter'],
];

/** Refuses what OpenAI's models refuse of a request for a response. @throws RequestError */
export function checkModel(body: Fields, model: ModelInfo): void {
  if (!hasOpenAiRules(model)) return;
  refuseVerbosity(body, model);
  refuseFormat(body, model);
  const reasoning = readFields(body, 'reasoning') ?? {};
  const asked = (reasoning['effort'] ?? undefined) as ReasoningEffort | undefined;
  if (!isReasoningModel(model)) {
    for (const key of ['effort', 'summary']) {
      const value = reasoning[key];
      if (value !== undefined && value !== null) refuseParameter(`reasoning.${key}`, 'unsupported_parameter');
    }
    return;
  }
  if (asked !== undefined && !model.reasoningEfforts.includes(asked)) {
    refuse(
      `Unsupported value: '${asked}' is not supported with the '${model.id}' model. Supported values are: ${enumerate(model.reasoningEfforts, 'and')}.`,
      'reasoning.effort',
      'unsupported_value',
    );
  }
  const effort = asked ?? model.defaultReasoningEffort;
  if (effort === 'minimal') refuseToolsOfMinimalEffort(body);
  if (!refusesLegacyParameters(model) || (effort === 'none' && !model.refuses.includes('sampling'))) return;
  for (const [name, code] of notWhileReasoning) {
    const value = body[name];
    // The default changes nothing, and clients that always send it would be shut out.
    if (value !== undefined && value !== null && value !== 1) refuseParameter(name, code);
  }
  refuseLogprobs(body);
}

/** In the words of vllm-project/vllm#23319. */
function refuseLogprobs({ include }: Fields): void {
  if (!Array.isArray(include) || !include.includes('message.output_text.logprobs')) return;
  refuse('logprobs are not supported with reasoning models.', 'include', 'unsupported_parameter');
}

/** In the words of openai/codex#19188. */
function refuseVerbosity(body: Fields, model: ModelInfo): void {
  const verbosity = readFields(body, 'text')?.['verbosity'];
  if (typeof verbosity !== 'string' || verbosity === 'medium' || !model.refuses.includes('verbosity')) return;
  refuse(
    `Unsupported value: '${verbosity}' is not supported with the '${model.id}' model. Supported values are: 'medium'.`,
    'text.verbosity',
    'unsupported_value',
  );
}

/** The words are those of Chat Completions (langchain-ai/langchain#31490) with the name that the parameter has here. */
function refuseFormat(body: Fields, { refuses }: ModelInfo): void {
  if (refuses.length === 0) return;
  const format = readFields(body, 'text')?.['format'];
  const type = isFields(format) ? format['type'] : undefined;
  if (type === 'json_schema' && refuses.includes('json-schema')) {
    refuse(
      "Invalid parameter: 'text.format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
      'text.format',
    );
  }
  if (type === 'json_object' && refuses.includes('json-object')) {
    refuse(
      "Invalid parameter: 'text.format' of type 'json_object' is not supported with this model.",
      'text.format',
    );
  }
}

/** Tools that the least effort does not go with (openai/codex#3559). */
const notWithMinimalEffort =
  /^(web_search|file_search|code_interpreter|image_generation)(_preview)?(_\d{4}_\d\d_\d\d)?$/;

function refuseToolsOfMinimalEffort(body: Fields): void {
  if (!Array.isArray(body['tools'])) return;
  const types = (body['tools'] as readonly unknown[])
    .map((tool) => (isFields(tool) ? String(tool['type']) : ''))
    .filter((type) => notWithMinimalEffort.test(type));
  if (types.length > 0) {
    refuse(
      `The following tools cannot be used with reasoning.effort 'minimal': ${types.join(', ')}.`,
      'tools',
    );
  }
}

function refuseParameter(name: string, code: string | undefined): never {
  refuse(`Unsupported parameter: '${name}' is not supported with this model.`, name, code);
}
