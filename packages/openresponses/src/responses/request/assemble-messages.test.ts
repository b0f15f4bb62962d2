import type { SimContent } from '@llmsim/core';
import { refusalOf } from '@llmsim/core/testing';
import { assembleMessages } from './assemble-messages.js';
import type { ItemMeaning } from './read-items.js';

const text = (value: string): SimContent[] => [{ type: 'text', text: value }];
const say = (role: 'user' | 'assistant', value: string, id?: string): ItemMeaning => ({
  type: 'message',
  role,
  content: text(value),
  id,
});
const call = (callId: string, tool: 'function' | 'custom' = 'function'): ItemMeaning => ({
  type: 'call',
  tool,
  callId,
  name: 'f',
  argumentsText: '{}',
});
const output = (callId: string, tool: 'function' | 'custom' = 'function'): ItemMeaning => ({
  type: 'call-output',
  tool,
  callId,
  content: text('7'),
});
const thought: ItemMeaning = { type: 'reasoning', id: undefined, isEncrypted: false };
const toolCall = (callId: string) => ({ callId, name: 'f', argumentsText: '{}' });

describe('assembleMessages', () => {
  it('puts instructions in front as a system message', () => {
    expect(assembleMessages([say('user', 'Hi')], 'Be brief.')).toEqual([
      { role: 'system', content: text('Be brief.') },
      { role: 'user', content: text('Hi') },
    ]);
  });

  it('makes one message of calls that follow each other', () => {
    expect(assembleMessages([call('a'), call('b'), output('b'), output('a')], undefined)).toEqual([
      { role: 'assistant', content: [], toolCalls: [toolCall('a'), toolCall('b')] },
      { role: 'tool', content: text('7'), toolCallId: 'b' },
      { role: 'tool', content: text('7'), toolCallId: 'a' },
    ]);
  });

  it('makes one message of calls and what was said right before them', () => {
    expect(assembleMessages([say('assistant', 'Let me see.'), call('a'), output('a')], undefined)[0]).toEqual(
      {
        role: 'assistant',
        content: text('Let me see.'),
        toolCalls: [toolCall('a')],
      },
    );
  });

  it('begins a new message with calls after an output', () => {
    const messages = assembleMessages([call('a'), output('a'), call('b'), output('b')], undefined);
    expect(messages.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant', 'tool']);
  });

  it('leaves out reasoning and what is foreign', () => {
    expect(assembleMessages([thought, { type: 'foreign' }, say('user', 'Hi')], undefined)).toHaveLength(1);
  });

  it.each([
    ['function', 'No tool output found for function call call_x.'],
    ['custom', 'No tool output found for custom tool call call_x.'],
  ] as const)('refuses a %s call without output', (tool, message) => {
    expect(refusalOf(() => assembleMessages([call('call_x', tool)], undefined))).toMatchObject({
      message,
      param: 'input',
    });
  });

  it.each([
    ['function', 'No tool call found for function call output with call_id call_x.'],
    ['custom', 'No tool call found for custom tool call output with call_id call_x.'],
  ] as const)('refuses the output of a %s call that nobody made', (tool, message) => {
    expect(refusalOf(() => assembleMessages([output('call_x', tool)], undefined))).toMatchObject({
      message,
      param: 'input',
    });
  });
});
