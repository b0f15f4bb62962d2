import type { OutputFormat } from '@llmsim/core';
import { isFields, type Fields, type Place } from '@llmsim/wire';
import type { ApiVersion } from '../../reading/api-headers.js';
import {
  asString,
  below,
  readItems,
  readNumber,
  readObject,
  readOneOf,
  readTag,
  readWhole,
  refuseInput,
  refuseMissing,
  refuseRequest,
} from '../../reading/input-reader.js';
import type { ClaudeModel } from '../../models/claude-model.js';
import { checkSchema } from './check-input-schema.js';

const place = (key: string): Place => ({ parent: undefined, key });

/** Reads `max_tokens`. @throws RequestError, also for more than the model can say */
export function readMaxTokens(body: Fields, { info, apiName, isKnown }: ClaudeModel): number {
  const limit = readWhole(body, 'max_tokens', [1, Number.MAX_SAFE_INTEGER]);
  if (limit === undefined) {
    if (body['max_tokens'] === undefined) refuseMissing(place('max_tokens'));
    refuseInput(place('max_tokens'), 'Input should be a valid integer');
  }
  if (isKnown && limit > info.maxOutputTokens) {
    refuseInput(
      place('max_tokens'),
      `${limit} > ${info.maxOutputTokens}, which is the maximum allowed number of output tokens for ${apiName}`,
    );
  }
  return limit;
}

/** Reads `temperature`, `top_p` and `top_k`. @returns the temperature @throws RequestError */
export function readSampling(
  body: Fields,
  { traits, apiName, info }: ClaudeModel,
  version: ApiVersion,
): number | undefined {
  const sampling = info.takesLegacyParameters === true ? 'both' : traits.sampling;
  const temperature = readNumber(body, 'temperature', [0, 1]);
  const topP = readNumber(body, 'top_p', [0, 1]);
  const topK = readWhole(body, 'top_k', [0, Number.MAX_SAFE_INTEGER]);
  if (info.takesLegacyParameters === true) return temperature;
  const given = { temperature, top_p: topP, top_k: topK };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (version !== '2023-06-01') refuseInput(place(name), 'Extra inputs are not permitted');
    if (sampling === 'none') refuseRequest(`\`${name}\` is not supported for ${apiName}.`);
  }
  if (sampling === 'one' && temperature !== undefined && topP !== undefined) {
    refuseRequest('`temperature` and `top_p` cannot both be specified for this model. Please use only one.');
  }
  return temperature;
}

/** Reads `stop_sequences`. @throws RequestError */
export function readStopSequences(body: Fields): readonly string[] {
  const list = readItems(body, 'stop_sequences') ?? [];
  return list.map((item, index) => {
    const text = asString(item, below(place('stop_sequences'), index));
    if (text.trim() === '') refuseRequest('stop_sequences: each stop sequence must contain non-whitespace');
    return text;
  });
}

/** What `output_config` asks for. */
export interface OutputConfig {
  readonly effort: string | undefined;
  readonly format: OutputFormat;
}

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Reads `output_config`, and the older `output_format`. @throws RequestError */
export function readOutputConfig(body: Fields, model: ClaudeModel): OutputConfig {
  const config = readObject(body, 'output_config') ?? {};
  const at = place('output_config');
  const effort = readOneOf(config, 'effort', efforts, at);
  if (effort !== undefined) checkEffort(effort, model);
  const format = readObject(config, 'format', at);
  if (format !== undefined) return { effort, format: readFormat(format, below(at, 'format')) };
  const older = readObject(body, 'output_format');
  if (older !== undefined) return { effort, format: readFormat(older, place('output_format')) };
  return { effort, format: { type: 'text' } };
}

function checkEffort(effort: (typeof efforts)[number], { traits, info, isKnown }: ClaudeModel): void {
  if (!traits.takesEffort) refuseRequest('This model does not support the effort parameter.');
  if (!isKnown || info.reasoningEfforts.includes(effort)) return;
  const supported = info.reasoningEfforts.filter((level) => level !== 'none').toSorted();
  refuseRequest(
    `This model does not support effort level '${effort}'. Supported levels: ${supported.join(', ')}.`,
  );
}

function readFormat(format: Fields, at: Place): OutputFormat {
  readTag(format, ['json_schema'], at);
  const { schema } = format;
  const schemaPlace = below(at, 'schema');
  if (schema === undefined) refuseMissing(schemaPlace);
  if (!isFields(schema)) refuseInput(schemaPlace, 'Input should be an object');
  checkSchema(schema, schemaPlace);
  if (hasOpenObject(schema, 0)) {
    refuseInput(schemaPlace, "For 'object' type, 'additionalProperties' must be explicitly set to false");
  }
  return { type: 'json-schema', name: 'output', schema, strict: true };
}

/** Whether a schema has an object that may have other properties than its own. */
function hasOpenObject(schema: unknown, depth: number): boolean {
  if (!isFields(schema) || depth > 32) return false;
  if (schema['type'] === 'object' && schema['additionalProperties'] !== false) return true;
  const inner = [schema['items'], ...lists(schema), ...maps(schema)];
  return inner.some((each) => hasOpenObject(each, depth + 1));
}

function lists(schema: Fields): readonly unknown[] {
  return ['anyOf', 'allOf', 'oneOf'].flatMap((key) => {
    const list = schema[key];
    return Array.isArray(list) ? (list as readonly unknown[]) : [];
  });
}

function maps(schema: Fields): readonly unknown[] {
  return ['properties', '$defs', 'definitions'].flatMap((key) => {
    const map = schema[key];
    return isFields(map) ? Object.values(map) : [];
  });
}
