import { refusalOf } from '@llmsim/core/testing';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { checkNames, checkValues } from './check-parameters.js';

const dialect = openResponsesDialect;

describe('checkNames', () => {
  it.each([
    ['max_tokens', 'max_output_tokens'],
    ['max_completion_tokens', 'max_output_tokens'],
    ['messages', 'input'],
    ['response_format', 'text.format'],
    ['reasoning_effort', 'reasoning.effort'],
    ['verbosity', 'text.verbosity'],
  ])('says where %s of Chat Completions went', (name, target) => {
    expect(refusalOf(() => checkNames({ [name]: 1 }, dialect, false))).toEqual({
      kind: 'invalid-request',
      message: `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${target}'. Try again with the new parameter. See the API documentation for more information: https://www.openresponses.org/reference.`,
      code: 'unsupported_parameter',
      param: undefined,
    });
    expect(() => checkNames({ [name]: null }, dialect, false)).not.toThrow();
  });

  it('refuses unknown names only if asked to', () => {
    for (const name of ['top_k', 'constructor', '__proto__']) {
      const body = Object.fromEntries([[name, 1]]);
      expect(refusalOf(() => checkNames(body, dialect, true))).toMatchObject({
        message: `Unknown parameter: '${name}'.`,
        param: name,
        code: 'unknown_parameter',
      });
      expect(() => checkNames(body, dialect, false)).not.toThrow();
    }
  });
});

describe('checkValues', () => {
  it.each([
    ['max_output_tokens', 15, 'integer_below_min_value', 'Expected a value >= 16, but got 15 instead.'],
    ['max_output_tokens', 16.5, 'invalid_type', 'expected an integer, but got a decimal number instead.'],
    ['max_tool_calls', 0, 'integer_below_min_value', '>= 1'],
    [
      'temperature',
      -1,
      'decimal_below_min_value',
      "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -1 instead.",
    ],
    ['temperature', 2.1, 'decimal_above_max_value', '<= 2'],
    ['top_p', 1.1, 'decimal_above_max_value', '<= 1'],
    ['presence_penalty', -3, 'decimal_below_min_value', '>= -2'],
    ['frequency_penalty', 3, 'decimal_above_max_value', '<= 2'],
    ['top_logprobs', 21, 'integer_above_max_value', '<= 20'],
    ['instructions', 7, 'invalid_type', 'expected a string, but got an integer instead.'],
    ['parallel_tool_calls', 'yes', 'invalid_type', 'expected a boolean'],
    ['store', 1, 'invalid_type', 'expected a boolean'],
    ['background', 'x', 'invalid_type', 'expected a boolean'],
    ['truncation', 'some', 'invalid_value', "Supported values are: 'auto' and 'disabled'."],
    [
      'service_tier',
      'x',
      'invalid_value',
      "Supported values are: 'auto', 'default', 'flex', and 'priority'.",
    ],
    ['safety_identifier', 'x'.repeat(65), 'string_above_max_length', 'maximum length 64'],
    ['prompt_cache_key', 'x'.repeat(65), 'string_above_max_length', 'maximum length 64'],
    ['metadata', 'x', 'invalid_type', 'expected a metadata object'],
    ['reasoning', 'x', 'invalid_type', 'expected an object'],
    ['text', [], 'invalid_type', 'expected an object, but got an array instead.'],
    ['stream', 'yes', 'invalid_type', 'expected a boolean'],
    ['include', {}, 'invalid_type', 'expected an array of strings'],
    ['previous_response_id', {}, 'invalid_type', 'expected a string'],
    ['conversation', 7, 'invalid_type', 'expected one of a string or an object'],
  ])('refuses %s: %j', (name, value, code, message) => {
    expect(refusalOf(() => checkValues({ [name]: value }, dialect))).toMatchObject({
      kind: 'invalid-request',
      param: name,
      code,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it.each([
    [{ reasoning: { effort: 'minimal' } }, 'reasoning.effort', "Invalid value: 'minimal'."],
    [
      { reasoning: { summary: 'long' } },
      'reasoning.summary',
      "Supported values are: 'auto', 'concise', and 'detailed'.",
    ],
    [{ text: { verbosity: 'loud' } }, 'text.verbosity', "'low', 'medium', and 'high'"],
    [{ include: ['x'] }, 'include[0]', "Invalid value: 'x'."],
    [{ include: ['reasoning.encrypted_content', 7] }, 'include[1]', 'expected a string'],
    [{ stream_options: {} }, 'stream_options', "only allowed when 'stream' is enabled"],
    [
      { stream: true, stream_options: { include_obfuscation: 7 } },
      'stream_options.include_obfuscation',
      'a boolean',
    ],
    [{ conversation: {} }, 'conversation.id', 'Missing required parameter'],
    [{ conversation: 'conv_1', previous_response_id: 'resp_1' }, undefined, 'Mutually exclusive parameters'],
  ])('refuses %j', (body, param, message) => {
    expect(refusalOf(() => checkValues(body, dialect))).toMatchObject({
      param,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it.each([...dialect.parameters].map((name) => [name]))('takes null for %s', (name) => {
    expect(() => checkValues({ [name]: null }, dialect)).not.toThrow();
  });
});
