import type { ModelInfo, ReasoningEffort, SimMessage } from '@llmsim/core';
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

/** Whether the model thinks before it answers. */
export function reasons(model: ModelInfo): boolean {
  return model.reasoningEfforts.some((effort) => effort !== 'none');
}

/** Whether OpenAI's own rules hold for the model. Those of other makers take what their makers say. */
export function hasOpenAiRules(model: ModelInfo): boolean {
  return model.ownedBy === 'openai' || model.ownedBy === 'system';
}

/**
 * Refuses what a reasoning model of OpenAI refuses.
 * @param effort - the effort of this request, the model's default if it names none
 * @throws RequestError
 */
export function refuseWhatReasoningRefuses(body: Fields, effort: ReasoningEffort): void {
  for (const name of neverWhenReasoning) {
    if (body[name] !== undefined && body[name] !== null) refuseParameter(name);
  }
  if (effort === 'none') return;
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
  if (!reasons(model)) {
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
