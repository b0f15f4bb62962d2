import type { OutputFormat } from '@llmsim/core';
import {
  checkName,
  checkResponseSchema,
  readBoolean,
  readFields,
  readRequiredText,
  readText,
  refuseMissing,
  refuseValue,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';

const plain: OutputFormat = { type: 'text' };
const place: Place = { parent: { parent: undefined, key: 'text' }, key: 'format' };

/** Reads `text.format`. @throws RequestError */
export function readTextFormat(text: Fields | undefined, dialect: ResponsesDialect): OutputFormat {
  const format = text === undefined ? undefined : readFields(text, 'format', place.parent);
  if (format === undefined) return plain;
  const type = readRequiredText(format, 'type', place);
  const isKnown = dialect.textFormats.includes(type) || (dialect.ignoresUnknown && type === 'json_object');
  if (!isKnown) refuseValue(type, 'text.format.type', dialect.textFormats);
  if (type === 'text') return plain;
  if (type === 'json_object') return { type: 'json-object' };
  const name = readRequiredText(format, 'name', place);
  checkName(name, 'text.format.name');
  const schema = readFields(format, 'schema', place) ?? refuseMissing('text.format.schema');
  const strict = readBoolean(format, 'strict', place) ?? false;
  checkResponseSchema(name, schema, strict, 'text.format.schema', 'invalid_json_schema');
  return { type: 'json-schema', name, schema, strict, description: readText(format, 'description', place) };
}
