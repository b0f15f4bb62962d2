import { failureOf, parseChat } from '../../fixtures/exchanges.js';

const user = { role: 'user', content: 'a' };
const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{"a":1}' } });
const caller = (...ids: string[]) => ({ role: 'assistant', content: null, tool_calls: ids.map(call) });
const answer = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'done' });
const messagesOf = (messages: unknown) => parseChat({ messages }).request.messages;
const errorOf = (messages: unknown, model = 'gpt-4o') =>
  failureOf(() => parseChat({ messages, model })).error;

describe('readMessages', () => {
  it.each([
    ['system', 'system'],
    ['developer', 'developer'],
    ['user', 'user'],
    ['assistant', 'assistant'],
  ])('reads the role %s', (role, expected) => {
    expect(messagesOf([{ role, content: 'a', name: 'ann' }])).toEqual([
      { role: expected, content: [{ type: 'text', text: 'a' }], name: 'ann' },
    ]);
  });

  it('reads tool calls and their results', () => {
    const custom = { id: 'call_2', type: 'custom', custom: { name: 'run', input: 'ls' } };
    const messages = [
      user,
      { role: 'assistant', tool_calls: [call('call_1'), custom] },
      answer('call_1'),
      answer('call_2'),
    ];
    expect(messagesOf(messages).slice(1)).toEqual([
      {
        role: 'assistant',
        content: [],
        toolCalls: [
          { callId: 'call_1', name: 'f', argumentsText: '{"a":1}' },
          { callId: 'call_2', name: 'run', argumentsText: 'ls' },
        ],
      },
      { role: 'tool', content: [{ type: 'text', text: 'done' }], toolCallId: 'call_1' },
      { role: 'tool', content: [{ type: 'text', text: 'done' }], toolCallId: 'call_2' },
    ]);
  });

  it('reads the deprecated function messages', () => {
    const messages = [
      user,
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: '3' },
    ];
    expect(messagesOf(messages).slice(1)).toEqual([
      { role: 'assistant', content: [], toolCalls: [{ callId: 'f', name: 'f', argumentsText: '{}' }] },
      { role: 'tool', content: [{ type: 'text', text: '3' }], name: 'f', toolCallId: 'f' },
    ]);
  });

  it('counts a refusal as text of the assistant', () => {
    expect(messagesOf([user, { role: 'assistant', refusal: 'No.' }])[1]?.content).toEqual([
      { type: 'text', text: 'No.' },
    ]);
  });

  it('accepts an assistant message that has audio instead of content', () => {
    expect(messagesOf([user, { role: 'assistant', audio: { id: 'audio_1' } }])).toHaveLength(2);
  });

  const missing = "Invalid value for 'content': expected a string, got null.";
  const unanswered =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ";
  const orphan =
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
  const faults: [string, unknown, string, string, string | null][] = [
    [
      'no list',
      'hello',
      "Invalid type for 'messages': expected an array of objects, but got a string instead.",
      'messages',
      'invalid_type',
    ],
    [
      'an empty list',
      [],
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
      'empty_array',
    ],
    [
      'a message that is a text',
      ['x'],
      "Invalid type for 'messages[0]': expected an object, but got a string instead.",
      'messages[0]',
      'invalid_type',
    ],
    [
      'a message without role',
      [{ content: 'x' }],
      "Missing required parameter: 'messages[0].role'.",
      'messages[0].role',
      'missing_required_parameter',
    ],
    [
      'an unknown role',
      [{ role: 'bot', content: 'x' }],
      "Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
      'messages[0].role',
      'invalid_value',
    ],
    [
      'the name of a method of objects as role',
      [{ role: 'toString', content: 'x' }],
      "Invalid value: 'toString'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
      'messages[0].role',
      'invalid_value',
    ],
    [
      'an object as content',
      [user, { role: 'user', content: {} }],
      "Invalid type for 'messages[1].content': expected one of a string or array of objects, but got an object instead.",
      'messages[1].content',
      'invalid_type',
    ],
    ['no content', [{ role: 'user' }], missing, 'messages.[0].content', null],
    [
      'null content of an assistant',
      [user, { role: 'assistant', content: null }],
      missing,
      'messages.[1].content',
      null,
    ],
    ['a refusal of somebody else', [{ role: 'user', refusal: 'No.' }], missing, 'messages.[0].content', null],
    [
      'no content of a developer',
      [{ role: 'developer' }],
      "Missing required parameter: 'messages[0].content'.",
      'messages[0].content',
      'missing_required_parameter',
    ],
    [
      'a wrong type later before what is missing earlier',
      [{ role: 'user' }, { role: 'user', content: 7 }],
      "Invalid type for 'messages[1].content': expected one of a string or array of objects, but got an integer instead.",
      'messages[1].content',
      'invalid_type',
    ],
    [
      'a name with spaces',
      [{ ...user, name: 'a b' }],
      "Invalid 'messages[0].name': string does not match pattern. Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'.",
      'messages[0].name',
      'invalid_value',
    ],
    [
      'no tool calls in a list of them',
      [user, { role: 'assistant', content: 'x', tool_calls: [] }],
      "Invalid 'messages[1].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages[1].tool_calls',
      'empty_array',
    ],
    [
      'tool calls that are no list',
      [user, { role: 'assistant', tool_calls: 'x' }],
      "Invalid type for 'messages[1].tool_calls': expected an array of objects, but got a string instead.",
      'messages[1].tool_calls',
      'invalid_type',
    ],
    [
      'a tool call without id',
      [user, { role: 'assistant', tool_calls: [{ type: 'function' }] }],
      "Missing required parameter: 'messages[1].tool_calls[0].id'.",
      'messages[1].tool_calls[0].id',
      'missing_required_parameter',
    ],
    [
      'a tool call of an unknown type',
      [user, { role: 'assistant', tool_calls: [{ id: 'a', type: 'x' }] }],
      "Invalid value: 'x'. Supported values are: 'function' and 'custom'.",
      'messages[1].tool_calls[0].type',
      'invalid_value',
    ],
    [
      'a tool call without function',
      [user, { role: 'assistant', tool_calls: [{ id: 'a', type: 'function' }] }],
      "Missing required parameter: 'messages[1].tool_calls[0].function'.",
      'messages[1].tool_calls[0].function',
      'missing_required_parameter',
    ],
    [
      'arguments that are an object',
      [
        user,
        {
          role: 'assistant',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: {} } }],
        },
      ],
      "Invalid type for 'messages[1].tool_calls[0].function.arguments': expected a string, but got an object instead.",
      'messages[1].tool_calls[0].function.arguments',
      'invalid_type',
    ],
    [
      'a tool message without id',
      [user, caller('a'), { role: 'tool', content: 'x' }],
      "Missing required parameter: 'messages[2].tool_call_id'.",
      'messages[2].tool_call_id',
      'missing_required_parameter',
    ],
    ['a tool message that answers nothing', [user, answer('a')], orphan, 'messages.[1].role', null],
    [
      'a tool message after something else',
      [user, caller('a'), answer('a'), user, answer('a')],
      orphan,
      'messages.[4].role',
      null,
    ],
    [
      'an answer to a call that was not made',
      [user, caller('a'), answer('b')],
      "Invalid parameter: 'tool_call_id' of 'b' not found in 'tool_calls' of previous message.",
      'messages.[2].tool_call_id',
      null,
    ],
    [
      'more messages than 2,048',
      Array.from({ length: 2049 }, () => user),
      "Invalid 'messages': array too long. Expected an array with maximum length 2048, but got an array with length 2049 instead.",
      'messages',
      'array_above_max_length',
    ],
    ...['assistant', 'system', 'tool'].map((role): [string, unknown, string, string, string | null] => [
      `a picture of the role ${role}`,
      [
        user,
        {
          role,
          tool_call_id: 'a',
          content: [{ type: 'image_url', image_url: { url: 'https://example.com/a' } }],
        },
      ],
      `Invalid 'messages[1]'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
      'messages[1]',
      'invalid_value',
    ]),
    [
      'a call without answer at the end',
      [user, caller('a', 'b'), answer('a')],
      `${unanswered}b`,
      'messages',
      null,
    ],
    [
      'calls without answer in the middle',
      [user, caller('a', 'b'), user],
      `${unanswered}a, b`,
      'messages',
      null,
    ],
  ];
  it.each(faults)('refuses %s', (_name, messages, message, param, code) => {
    expect(errorOf(messages)).toEqual({ message, type: 'invalid_request_error', param, code });
  });

  it.each(['system', 'developer'])('refuses the role %s where the model took no instructions', (role) => {
    expect(errorOf([{ role, content: 'Be kind.' }, user], 'o1-mini')).toEqual({
      message: `Unsupported value: 'messages[0].role' does not support '${role}' with this model.`,
      type: 'invalid_request_error',
      param: 'messages[0].role',
      code: 'unsupported_value',
    });
  });
});
