import type { ModelInfo } from '@llmsim/core';
import { limitItems, pathOf, readBoolean, readFields, readInteger, refuse, refuseType } from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import { refusesLegacyParameters } from './model-refusals.js';

/**
 * The limit of the output in tokens: `max_completion_tokens`, or `max_tokens` as it used to be called.
 * @param known - the model, if the catalogue has it, whose own limit must not be exceeded
 * @throws RequestError
 */
export function readOutputLimit(body: Fields, known: ModelInfo | undefined): number | undefined {
  const most = Number.MAX_SAFE_INTEGER;
  const current = readInteger(body, 'max_completion_tokens', 1, most);
  const deprecated = readInteger(body, 'max_tokens', 1, most);
  if (current !== undefined && deprecated !== undefined) {
    refuse(
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'max_tokens',
      'invalid_parameter_combination',
    );
  }
  const limit = current ?? deprecated;
  if (limit !== undefined && known !== undefined && limit > known.maxOutputTokens) {
    const key = current === undefined ? 'max_tokens' : 'max_completion_tokens';
    // A reasoning model that is sent `max_tokens` says rather that it does not know it.
    if (key === 'max_completion_tokens' || !refusesLegacyParameters(known)) {
      refuse(
        `${key} is too large: ${limit}. This model supports at most ${known.maxOutputTokens} completion tokens, whereas you provided ${limit}.`,
        key,
        'invalid_value',
      );
    }
  }
  return limit;
}

/** `stop`: one text or up to four before which the reply ends. Empty ones never match. @throws RequestError */
export function readStop(body: Fields): readonly string[] {
  const value = body['stop'];
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (!Array.isArray(value)) refuseType(value, 'stop', 'one of a string or array of strings');
  limitItems(value, 'stop', 4);
  return (value as readonly unknown[]).filter((item, index): item is string => {
    if (typeof item !== 'string') refuseType(item, `stop[${index}]`, 'a string');
    return item !== '';
  });
}

/** Checks `logit_bias`, which has no effect: nothing here has logits. @throws RequestError */
export function readLogitBias(body: Fields): void {
  const bias = readFields(body, 'logit_bias');
  if (bias === undefined) return;
  const place: Place = { parent: undefined, key: 'logit_bias' };
  for (const key of Object.keys(bias)) {
    const value = bias[key];
    if (typeof value !== 'number') refuseType(value, pathOf(place, key), 'a decimal');
    if (value < -100 || value > 100) {
      refuse(
        `Invalid value for 'logit_bias': values must be between -100 and 100, but got ${value} for token ${key}.`,
        'logit_bias',
      );
    }
  }
}

/** How many alternatives to list for each token; `undefined`: no log probabilities were asked for. @throws RequestError */
export function readLogprobs(body: Fields): number | undefined {
  const asked = readBoolean(body, 'logprobs') ?? false;
  const top = readInteger(body, 'top_logprobs', 0, 20);
  if (top !== undefined && !asked) {
    refuse("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", 'top_logprobs');
  }
  return asked ? (top ?? 0) : undefined;
}
