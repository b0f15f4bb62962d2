import { refusalOf } from '@llmsim/core/testing';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { readTextFormat } from './read-text-format.js';

const dialect = {
  ...openResponsesDialect,
  textFormats: ['text', 'json_object', 'json_schema'],
};
const schema = { type: 'object', properties: {} };
const closed = { ...schema, additionalProperties: false };
const read = (format: unknown) => readTextFormat({ format }, dialect);

describe('readTextFormat', () => {
  it.each([
    ['nothing', undefined, { type: 'text' }],
    ['null', null, { type: 'text' }],
    ['text', { type: 'text' }, { type: 'text' }],
    ['JSON', { type: 'json_object' }, { type: 'json-object' }],
    [
      'a schema',
      { type: 'json_schema', name: 'x', description: 'd', schema },
      { type: 'json-schema', name: 'x', description: 'd', schema, strict: false },
    ],
    [
      'a strict schema',
      { type: 'json_schema', name: 'x', schema: closed, strict: true },
      { type: 'json-schema', name: 'x', description: undefined, schema: closed, strict: true },
    ],
  ])('reads %s', (_name, format, expected) => {
    expect(read(format)).toEqual(expected);
  });

  it('is text without any `text`', () => {
    expect(readTextFormat(undefined, dialect)).toEqual({ type: 'text' });
  });

  it.each([
    ['a text', 'x', 'text.format', 'invalid_type'],
    ['no type', {}, 'text.format.type', 'missing_required_parameter'],
    ['an unknown type', { type: 'xml' }, 'text.format.type', 'invalid_value'],
    ['no name', { type: 'json_schema', schema }, 'text.format.name', 'missing_required_parameter'],
    ['a wrong name', { type: 'json_schema', name: 'a b', schema }, 'text.format.name', 'invalid_value'],
    ['no schema', { type: 'json_schema', name: 'x' }, 'text.format.schema', 'missing_required_parameter'],
    [
      'a schema of a list',
      { type: 'json_schema', name: 'x', schema: { type: 'array', items: {} } },
      'text.format.schema',
      'invalid_json_schema',
    ],
    [
      'a schema that is not strict',
      { type: 'json_schema', name: 'x', schema, strict: true },
      'text.format.schema',
      'invalid_json_schema',
    ],
  ])('refuses %s', (_name, format, param, code) => {
    expect(refusalOf(() => read(format))).toMatchObject({ param, code });
  });

  it('takes only the formats of the dialect', () => {
    expect(
      refusalOf(() => readTextFormat({ format: { type: 'json_object' } }, openResponsesDialect)).message,
    ).toBe("Invalid value: 'json_object'. Supported values are: 'text' and 'json_schema'.");
  });
});
