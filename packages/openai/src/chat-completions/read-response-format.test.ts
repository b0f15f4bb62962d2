import { failureOf } from '../../fixtures/exchanges.js';
import { readResponseFormat } from './read-response-format.js';

const schema = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};
const jsonSchema = (json_schema: unknown) => ({ response_format: { type: 'json_schema', json_schema } });

describe('readResponseFormat', () => {
  it.each([
    ['nothing', {}, { type: 'text' }],
    ['text', { response_format: { type: 'text' } }, { type: 'text' }],
    ['any JSON', { response_format: { type: 'json_object' } }, { type: 'json-object' }],
    [
      'JSON of a schema',
      jsonSchema({ name: 'answer', schema, strict: true, description: 'An answer.' }),
      { type: 'json-schema', name: 'answer', schema, strict: true, description: 'An answer.' },
    ],
    [
      'a schema without rules',
      jsonSchema({ name: 'answer' }),
      { type: 'json-schema', name: 'answer', schema: { type: 'object' }, strict: false },
    ],
  ])('reads %s', (_name, body, expected) => {
    expect(readResponseFormat(body)).toEqual(expected);
  });

  it.each([
    [
      'a text',
      { response_format: 'json' },
      "Invalid type for 'response_format': expected an object, but got a string instead.",
      'response_format',
      'invalid_type',
    ],
    [
      'no type',
      { response_format: {} },
      "Missing required parameter: 'response_format.type'.",
      'response_format.type',
      'missing_required_parameter',
    ],
    [
      'an unknown type',
      { response_format: { type: 'x' } },
      "Invalid value: 'x'. Supported values are: 'json_object', 'json_schema', and 'text'.",
      'response_format.type',
      'invalid_value',
    ],
    [
      'no schema',
      { response_format: { type: 'json_schema' } },
      "Missing required parameter: 'response_format.json_schema'.",
      'response_format.json_schema',
      'missing_required_parameter',
    ],
    [
      'a schema without name',
      jsonSchema({}),
      "Missing required parameter: 'response_format.json_schema.name'.",
      'response_format.json_schema.name',
      'missing_required_parameter',
    ],
    [
      'a name with a space',
      jsonSchema({ name: 'a b' }),
      "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
      'response_format.json_schema.name',
      'invalid_value',
    ],
    [
      'a schema that is no object',
      jsonSchema({ name: 'a', schema: { type: 'array' } }),
      `Invalid schema for response_format 'a': schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.`,
      'response_format',
      null,
    ],
  ])('refuses %s', (_name, body, message, param, code) => {
    expect(failureOf(() => readResponseFormat(body)).error).toEqual({
      message,
      type: 'invalid_request_error',
      param,
      code,
    });
  });
});
