import { countRequest, createSimRequest, tokenCounterForModel } from '@llmsim/core';
import type { SimRequestInput, ToolDeclaration } from '@llmsim/core';
import fc from 'fast-check';
import { createGptFraming } from './gpt-framing.js';
import { renderTools } from './render-tools.js';

const counter = tokenCounterForModel('gpt-4o');
const figures = { priming: 3, toolsAlone: 9, toolsWithInstructions: 5 };
const chat = createGptFraming(figures);

const count = (input: Partial<SimRequestInput>) =>
  countRequest(createSimRequest({ model: 'gpt-4o', promptFraming: chat, messages: [], ...input }), counter);

const weather: ToolDeclaration = {
  type: 'function',
  name: 'forecast',
  description: 'Tell the weather',
  strict: false,
  parameters: {
    type: 'object',
    properties: { town: { type: 'string', description: 'Where' } },
    required: ['town'],
  },
};
const undescribed: ToolDeclaration = {
  ...weather,
  parameters: { type: 'object', properties: { town: { type: 'string' } }, required: ['town'] },
};

describe('the input tokens of messages', () => {
  it('are the priming alone when there are none', () => {
    expect(count({})).toBe(3);
    expect(count({ promptFraming: createGptFraming({ ...figures, priming: 2 }) })).toBe(2);
  });

  it('are 4 a message and those of its text', () => {
    // "hello world" is two tokens, "good morning" two.
    expect(count({ messages: [{ role: 'user', content: 'hello world' }] })).toBe(3 + 4 + 2);
    expect(
      count({
        messages: [
          { role: 'developer', content: 'hello world' },
          { role: 'user', content: 'good morning' },
        ],
      }),
    ).toBe(3 + 4 + 2 + 4 + 2);
  });

  it('are one more than the tokens of a name, if there is one', () => {
    expect(count({ messages: [{ role: 'user', content: 'hello world', name: 'hello' }] })).toBe(
      3 + 4 + 2 + 1 + 1,
    );
  });

  it('are those of each piece of content', () => {
    const content = [
      { type: 'text', text: 'hello world' },
      { type: 'text', text: 'hello world' },
      { type: 'image', detail: 'low' },
      { type: 'audio', durationMs: 2050 },
      { type: 'file', filename: 'notes.txt', bytes: 4001 },
      { type: 'file', filename: 'Report.PDF', bytes: 32_000 },
    ] as const;
    expect(count({ messages: [{ role: 'user', content }] })).toBe(3 + 4 + 2 + 2 + 85 + 21 + 1001 + 1000);
  });

  it('are 16 for a call with its result, and those of name, arguments and result', () => {
    const call = { callId: 'call_1', name: 'forecast', argumentsText: '{"town":"Rome"}' };
    const contents = ['forecast', '{"town":"Rome"}', 'sunny'].map((text) => counter.count(text));
    expect(
      count({
        messages: [
          { role: 'assistant', content: '', toolCalls: [call] },
          { role: 'tool', content: 'sunny', toolCallId: 'call_1' },
        ],
      }),
    ).toBe(3 + 16 + contents.reduce((sum, tokens) => sum + tokens));
  });

  it('are those of a message besides, if one that calls tools also says something', () => {
    const call = { callId: 'call_1', name: 'forecast', argumentsText: '{}' };
    const silent = count({ messages: [{ role: 'assistant', content: '', toolCalls: [call] }] });
    expect(count({ messages: [{ role: 'assistant', content: 'hello world', toolCalls: [call] }] })).toBe(
      silent + 4 + 2,
    );
  });

  it('are the sum of what the messages cost one by one', () => {
    const messages = fc.array(
      fc.record({
        role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
        content: fc.lorem({ maxCount: 20 }),
      }),
    );
    fc.assert(
      fc.property(messages, (all) => {
        const sum = all.reduce((tokens, message) => tokens + count({ messages: [message] }) - 3, 3);
        expect(count({ messages: all })).toBe(sum);
      }),
    );
  });
});

describe('the input tokens of tools', () => {
  const rendered = counter.count(renderTools([weather]));

  it('are those of their declaration and what the API adds', () => {
    expect(count({ tools: [weather] })).toBe(3 + rendered + 9);
    expect(count({ tools: [weather], messages: [{ role: 'system', content: '' }] })).toBe(
      3 + 4 + rendered + 5,
    );
    expect(count({ tools: [weather], messages: [{ role: 'developer', content: '' }] })).toBe(
      3 + 4 + rendered + 5,
    );
    expect(count({ tools: [weather], messages: [{ role: 'user', content: '' }] })).toBe(3 + 4 + rendered + 9);
    expect(
      count({
        tools: [weather],
        promptFraming: createGptFraming({ priming: 2, toolsAlone: 8, toolsWithInstructions: 8 }),
      }),
    ).toBe(2 + rendered + 8);
  });

  it('are one less for each whose first property is not described', () => {
    const tools = [undescribed, weather, { ...undescribed, name: 'other' }];
    expect(count({ tools })).toBe(3 + counter.count(renderTools(tools)) - 2 + 9);
  });
});

describe('the input tokens of an output format', () => {
  const format = (more: Record<string, unknown> = {}) =>
    ({ type: 'json-schema', name: 'Joke', strict: true, schema: { type: 'object', ...more } }) as const;
  const declared = counter.count('# Response Formats\n\n## Joke\n\n{"type":"object"}');

  it('are none for free text and free JSON', () => {
    expect(count({ outputFormat: { type: 'json-object' } })).toBe(count({ outputFormat: { type: 'text' } }));
  });

  it('are those of the schema under a heading', () => {
    expect(count({ outputFormat: format() })).toBe(3 + declared);
  });

  it('are 4 less beside a system message, and 6 less beside tools', () => {
    const messages = [{ role: 'system', content: 'hello world' }] as const;
    expect(count({ outputFormat: format(), messages })).toBe(count({ messages }) + declared - 4);
    expect(count({ outputFormat: format(), tools: [weather] })).toBe(
      count({ tools: [weather] }) + declared - 6,
    );
  });

  it('leave out that no other properties are allowed', () => {
    expect(count({ outputFormat: format({ additionalProperties: false }) })).toBe(
      count({ outputFormat: format() }),
    );
    expect(count({ outputFormat: format({ additionalProperties: true }) })).not.toBe(
      count({ outputFormat: format() }),
    );
  });

  it('count the description as a comment', () => {
    const description = 'A joke and who laughs';
    expect(count({ outputFormat: { ...format(), description } })).toBe(
      3 + counter.count(`# Response Formats\n\n## Joke\n\n// ${description}\n{"type":"object"}`),
    );
  });
});
