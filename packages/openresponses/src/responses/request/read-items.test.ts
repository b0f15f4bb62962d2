import { refusalOf } from '@llmsim/core/testing';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { wrapSummary } from './compaction-summary.js';
import { readItems } from './read-items.js';

const dialect = { ...openResponsesDialect, foreignItemTypes: ['web_search_call'] };
const read = (input: unknown) => readItems({ input }, 'input', dialect);
const meaningOf = (item: unknown) => read([item])?.[0]?.meaning;

describe('readItems', () => {
  it('takes a text as what the user says', () => {
    expect(read('Hi')).toEqual([
      {
        item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
        meaning: { type: 'message', role: 'user', content: [{ type: 'text', text: 'Hi' }], id: undefined },
      },
    ]);
  });

  it.each([[undefined], [null]])('is nothing of %j', (input) => {
    expect(read(input)).toBeUndefined();
  });

  it.each(['user', 'system', 'developer', 'assistant'])(
    'reads a message of the %s, with its type and without',
    (role) => {
      const expected = { type: 'message', role, content: [{ type: 'text', text: 'Hi' }], id: undefined };
      expect(meaningOf({ type: 'message', role, content: 'Hi' })).toEqual(expected);
      expect(meaningOf({ role, content: 'Hi' })).toEqual(expected);
      expect(read([{ role, content: 'Hi' }])?.[0]?.item).toEqual({ type: 'message', role, content: 'Hi' });
    },
  );

  it.each(['system', 'developer'])('refuses a picture of the %s: only users show them', (role) => {
    const picture = { type: 'input_image', image_url: 'https://example.org/a.png' };
    expect(refusalOf(() => meaningOf({ role, content: [picture] }))).toMatchObject({
      message: `Invalid 'input[0]'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
      param: 'input[0]',
      code: 'invalid_value',
    });
    expect(meaningOf({ role: 'user', content: [picture] })).toBeDefined();
  });

  it.each([
    [
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
      { type: 'call', tool: 'function', callId: 'c', name: 'f', argumentsText: '{}' },
    ],
    [
      { type: 'custom_tool_call', call_id: 'c', name: 'f', input: 'x' },
      { type: 'call', tool: 'custom', callId: 'c', name: 'f', argumentsText: 'x' },
    ],
    [
      { type: 'function_call_output', call_id: 'c', output: '7' },
      { type: 'call-output', tool: 'function', callId: 'c', content: [{ type: 'text', text: '7' }] },
    ],
    [
      { type: 'custom_tool_call_output', call_id: 'c', output: [{ type: 'input_text', text: '7' }] },
      { type: 'call-output', tool: 'custom', callId: 'c', content: [{ type: 'text', text: '7' }] },
    ],
    [
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: null },
      { type: 'reasoning', id: 'rs_1', isEncrypted: false },
    ],
    [
      { type: 'item_reference', id: 'msg_1' },
      { type: 'reference', id: 'msg_1' },
    ],
    [{ id: 'msg_1' }, { type: 'reference', id: 'msg_1' }],
    [
      { type: null, id: 'msg_1' },
      { type: 'reference', id: 'msg_1' },
    ],
    [{ type: 'web_search_call', id: 'ws_1' }, { type: 'foreign' }],
    [
      { type: 'compaction', encrypted_content: wrapSummary('user: Hi') },
      { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'user: Hi' }], id: undefined },
    ],
  ])('reads %j', (item, meaning) => {
    expect(meaningOf(item)).toEqual(meaning);
  });

  it.each([
    [
      7,
      'input',
      "Invalid type for 'input': expected one of a string or array of input items, but got an integer instead.",
    ],
    [['Hi'], 'input[0]', "Invalid type for 'input[0]': expected an object, but got a string instead."],
    [[{}], 'input[0].type', "Missing required parameter: 'input[0].type'."],
    [
      [{ role: 'tool', content: '' }],
      'input[0].role',
      "Invalid value: 'tool'. Supported values are: 'assistant', 'system', 'developer', and 'user'.",
    ],
    [[{ content: 'Hi' }], 'input[0].role', "Missing required parameter: 'input[0].role'."],
    [
      [{ type: 'unheard' }],
      'input[0].type',
      "Invalid value: 'unheard'. Supported values are: 'compaction', 'custom_tool_call', ",
    ],
    [[{ type: 'function_call', name: 'f', arguments: '' }], 'input[0].call_id', 'Missing required parameter'],
    [
      [{ type: 'function_call', call_id: '', name: 'f', arguments: '' }],
      'input[0].call_id',
      'Missing required parameter',
    ],
    [
      [{ type: 'function_call', call_id: 'x'.repeat(65), name: 'f', arguments: '' }],
      'input[0].call_id',
      'maximum length 64',
    ],
    [
      [{ type: 'function_call', call_id: 'c', name: 'f', arguments: {} }],
      'input[0].arguments',
      'expected a string, but got an object instead',
    ],
    [[{ type: 'function_call_output', call_id: 'c' }], 'input[0].output', 'Missing required parameter'],
    [[{ type: 'reasoning' }], 'input[0].summary', 'Missing required parameter'],
    [[{ type: 'compaction' }], 'input[0].encrypted_content', 'Missing required parameter'],
    [[{ type: 'item_reference' }], 'input[0].id', 'Missing required parameter'],
  ])('refuses %j', (input, param, message) => {
    expect(refusalOf(() => read(input))).toMatchObject({
      param,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('refuses a text that is too long', () => {
    expect(refusalOf(() => read('x'.repeat(10_485_761)))).toMatchObject({
      param: 'input',
      code: 'string_above_max_length',
    });
  });
});
