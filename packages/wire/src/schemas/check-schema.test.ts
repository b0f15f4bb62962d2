import { refusalOf } from '@llmsim/core/testing';
import { checkFunctionSchema, checkResponseSchema } from './check-schema.js';

const closed = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};
const withLookAhead = { ...closed, properties: { a: { type: 'string', pattern: '(?=a)' } } };
const open = { type: 'object', properties: { a: { type: 'string' } } };
const path = 'tools[0].function.parameters';

describe.each([
  [
    'a function',
    path,
    'invalid_function_parameters',
    (schema: object, strict: boolean) => checkFunctionSchema('f', schema as never, strict, path),
    "function 'f'",
  ],
  [
    'a reply',
    'response_format',
    undefined,
    (schema: object, strict: boolean) => checkResponseSchema('f', schema as never, strict),
    "response_format 'f'",
  ],
] as const)('the schema of %s', (_name, param, code, check, owner) => {
  it('may be any object schema', () => {
    expect(() => check(open, false)).not.toThrow();
    expect(() => check({}, false)).not.toThrow();
  });

  it('may be closed where strictness is asked for', () => {
    expect(() => check(closed, true)).not.toThrow();
  });

  it('may not look around in strict mode, which is said of all tools or of the format', () => {
    expect(refusalOf(() => check(withLookAhead, true))).toEqual({
      message: 'Invalid JSON schema: regex lookaround is not supported. Found at $.properties.a.pattern.',
      kind: 'invalid-request',
      param: param === path ? 'tools' : param,
      code: 'invalid_json_schema',
    });
  });

  it.each([
    [
      'another type',
      { type: 'string' },
      false,
      `schema must be a JSON Schema of 'type: "object"', got 'type: "string"'.`,
    ],
    [
      'no type',
      { oneOf: [] },
      false,
      `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
    ],
    [
      'an open object in strict mode',
      open,
      true,
      "In context=(), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      'an optional property in strict mode',
      { ...closed, required: [] },
      true,
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
    ],
  ])('may not have %s', (_fault, schema, strict, message) => {
    expect(refusalOf(() => check(schema, strict))).toEqual({
      message: `Invalid schema for ${owner}: ${message}`,
      kind: 'invalid-request',
      param,
      code,
    });
  });
});
