import { existsSync, readFileSync } from 'node:fs';
import { countRequest, createSimRequest, tokenCounterForModel } from '@llmsim/core';
import type { SimMessage, SimRequest, SimRequestInput, ToolDeclaration } from '@llmsim/core';
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

/** Recorded requests with the count that the service reported; not part of the project. */
const recordings = new URL(
  '../../../../../shared/oracles/captured-openai/prompt-token-counts.json',
  import.meta.url,
);

const describeRecorded = existsSync(recordings) ? describe : describe.skip;

describeRecorded('the input tokens of recorded requests', () => {
  // How many of each class must be exact. The rest has contents that the recording does not show, or is one off.
  it.each([
    ['chat-plain', 21, 22],
    ['chat-reasoning', 12, 12],
    ['chat-plain+tools', 13, 13],
    ['chat-plain+tools+toolmsgs', 7, 8],
    ['chat-plain+json_schema', 4, 4],
    ['chat-plain+tools+json_schema', 1, 2],
    ['responses-plain', 25, 32],
    ['responses-reasoning', 20, 25],
    ['responses-plain+tools', 7, 12],
    ['responses-reasoning+tools', 4, 5],
    ['responses-plain+json_schema', 2, 2],
    ['responses-plain+tools+json_schema', 1, 2],
  ])('of the class %s are exact for %i of %i', (name, exact, all) => {
    const cases = readRecordings().filter((recorded) => recorded.class === name);
    expect(cases).toHaveLength(all);
    const counted = cases.map((recorded) => {
      const request = readRequest(recorded);
      return countRequest(request, tokenCounterForModel(request.model)) === recorded.actual;
    });
    expect(counted.filter(Boolean)).toHaveLength(exact);
  });
});

interface Recording {
  readonly class: string;
  readonly model: string;
  readonly actual: number;
  // The body as a client sent it, of which this test reads what it must.
  readonly request: Record<string, unknown>;
}

function readRecordings(): readonly Recording[] {
  return JSON.parse(readFileSync(recordings, 'utf8')) as Recording[];
}

/** Reads a recorded body as the providers do, without checking anything. */
function readRequest({ class: name, model, request }: Recording): SimRequest {
  const isResponses = name.startsWith('responses');
  const reasons = name.includes('reasoning');
  const priming = reasons ? 2 : 3;
  const tools = (request['tools'] ?? request['functions'] ?? []) as { function?: object }[];
  const format = (request['response_format'] ??
    (request['text'] as object | undefined)?.['format' as never]) as
    { type: string; json_schema?: object } | undefined;
  const input = request['messages'] ?? request['input'];
  const messages = (
    typeof input === 'string' ? [{ role: 'user', content: input }] : input
  ) as RecordedMessage[];
  const instructions = request['instructions'];
  return createSimRequest({
    model,
    promptFraming: createGptFraming(
      isResponses
        ? { priming, toolsAlone: reasons ? 8 : 3, toolsWithInstructions: reasons ? 8 : 3 }
        : { ...figures, priming },
    ),
    messages: [
      ...(instructions ? [{ role: 'system' as const, content: instructions as string }] : []),
      ...messages.map(readMessage),
    ],
    tools: tools.map(
      (tool) => ({ type: 'function', strict: false, ...(tool.function ?? tool) }) as ToolDeclaration,
    ),
    ...(format?.type === 'json_schema' && {
      outputFormat: { ...(format.json_schema ?? format), type: 'json-schema' } as SimRequest['outputFormat'],
    }),
  });
}

interface RecordedMessage {
  readonly role: SimMessage['role'];
  readonly name?: string;
  readonly content?: string | null | readonly { readonly text?: string }[];
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { name: string; arguments: string };
  }[];
}

function readMessage({ role, name, content, tool_calls }: RecordedMessage): SimMessage {
  const texts = typeof content === 'string' ? [content] : (content ?? []).map(({ text = '' }) => text);
  return {
    role,
    name,
    content: texts.map((text) => ({ type: 'text', text })),
    toolCalls: tool_calls?.map((call) => ({
      callId: call.id,
      name: call.function.name,
      argumentsText: call.function.arguments,
    })),
  };
}
