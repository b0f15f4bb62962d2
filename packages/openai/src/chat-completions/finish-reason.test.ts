import { callPart, replyOf, turnOf } from '../../fixtures/planned-reply.js';
import { bodyOf, parseChat } from '../../fixtures/exchanges.js';

const tools = [{ type: 'function', function: { name: 'f' } }];
const functions = [{ name: 'f' }];
const finishReasonOf = (body: object, reason: 'stop' | 'length' | 'tool-calls' | 'content-filter') => {
  const reply = replyOf([turnOf(reason, callPart('f', '{}'))]);
  return (bodyOf(parseChat(body).encodeReply(reply))['choices'] as { finish_reason: string }[])[0]
    ?.finish_reason;
};

describe('formatFinishReason', () => {
  it.each([
    ['the end', {}, 'stop', 'stop'],
    ['the limit', {}, 'length', 'length'],
    ['a filter', {}, 'content-filter', 'content_filter'],
    ['calls that were free', { tools }, 'tool-calls', 'tool_calls'],
    ['calls that were required', { tools, tool_choice: 'required' }, 'tool-calls', 'tool_calls'],
    [
      'a call that was named',
      { tools, tool_choice: { type: 'function', function: { name: 'f' } } },
      'tool-calls',
      'stop',
    ],
    ['a deprecated call', { functions }, 'tool-calls', 'function_call'],
    ['a deprecated call that was named', { functions, function_call: { name: 'f' } }, 'tool-calls', 'stop'],
  ] as const)('words %s', (_name, body, reason, expected) => {
    expect(finishReasonOf(body, reason)).toBe(expected);
  });
});
