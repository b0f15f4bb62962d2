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

const text: OutputFormat = { type: 'text' };

/** Reads `response_format`. @throws RequestError */
export function readResponseFormat(body: Fields): OutputFormat {
  const format = readFields(body, 'response_format');
  if (format === undefined) return text;
  const place: Place = { parent: undefined, key: 'response_format' };
  const type = readRequiredText(format, 'type', place);
  switch (type) {
    case 'text':
      return text;
    case 'json_object':
      return { type: 'json-object' };
    case 'json_schema':
      return readJsonSchema(format, place);
    default:
      return refuseValue(type, 'response_format.type', ['json_object', 'json_schema', 'text']);
  }
}

function readJsonSchema(format: Fields, parent: Place): OutputFormat {
  const declaration =
    readFields(format, 'json_schema', parent) ?? refuseMissing('response_format.json_schema');
  const place: Place = { parent, key: 'json_schema' };
  const name = readRequiredText(declaration, 'name', place);
  checkName(name, 'response_format.json_schema.name');
  const schema = readFields(declaration, 'schema', place);
  const strict = readBoolean(declaration, 'strict', place) ?? false;
  if (schema !== undefined) checkResponseSchema(name, schema, strict);
  return {
    type: 'json-schema',
    name,
    schema: schema ?? { type: 'object' },
    strict,
    description: readText(declaration, 'description', place),
  };
}
