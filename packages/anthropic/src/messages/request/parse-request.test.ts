import { countRequest, tokenCounterForModel } from '@llmsim/core';
import { refusalOf } from '@llmsim/core/testing';
import { context, contextWith, hello, read, refusalText } from '../../../fixtures/ask.js';

const second = contextWith({ 'anthropic-version': '2026-10-21' });
const tool = { name: 'act', input_schema: { type: 'object', properties: {} } };
const user = (...content: readonly object[]) => ({ role: 'user', content });
const assistant = (...content: readonly object[]) => ({ role: 'assistant', content });
const text = (words: string) => ({ type: 'text', text: words });
const use = (id: string) => ({ type: 'tool_use', id, name: 'act', input: {} });
const result = (id: string, content: unknown = 'done') => ({ type: 'tool_result', tool_use_id: id, content });
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a request that the service refuses', () => {
  it.each<[string, object]>([
    ['max_tokens: Field required', { max_tokens: undefined }],
    ['max_tokens: Input should be a valid integer', { max_tokens: '5' }],
    ['max_tokens: Input should be greater than or equal to 1', { max_tokens: 0 }],
    [
      'max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for claude-haiku-4-5-20251001',
      { max_tokens: 64_001 },
    ],
    ['model: Field required', { model: undefined }],
    ['model: Input should be a valid string', { model: 5 }],
    ['messages: Field required', { messages: undefined }],
    ['messages: Input should be a valid list', { messages: 'Hello' }],
    ['messages: at least one message is required', { messages: [] }],
    ['messages.0: Input should be an object', { messages: ['Hello'] }],
    [
      "messages.0.role: Input should be 'user', 'assistant' or 'system'",
      { messages: [{ role: 'tool', content: 'x' }] },
    ],
    ['messages.0.content: Field required', { messages: [{ role: 'user' }] }],
    ['messages.0: user messages must have non-empty content', { messages: [{ role: 'user', content: '' }] }],
    ['messages: text content blocks must be non-empty', { messages: [user(text(''))] }],
    ['messages.0.content.0.text.text: Field required', { messages: [user({ type: 'text' })] }],
    ['messages.0.content.0.type: Field required', { messages: [user({ text: 'x' })] }],
    [
      "messages.0.content.0: Input tag 'video' found using 'type' does not match any of the expected tags: 'text', 'image', 'document', 'search_result', 'tool_result', 'container_upload', 'browser_state'",
      { messages: [user({ type: 'video' })] },
    ],
    [
      'messages.1.content.0.tool_use.input: Input should be a valid dictionary',
      { messages: [...hello, assistant({ ...use('a'), input: '{}' })] },
    ],
    [
      "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
      { messages: [...hello, assistant(use('a b'))] },
    ],
    [
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
      { messages: [...hello, assistant(use('a')), user(text('So?'))] },
    ],
    [
      'messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: a. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
      { messages: [user(result('a'))] },
    ],
    [
      'messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: a',
      { messages: [...hello, assistant(use('a')), user(result('a'), result('a'))] },
    ],
    [
      'messages: `tool_use` ids must be unique',
      {
        messages: [...hello, assistant(use('a'), use('a')), user(result('a'))],
      },
    ],
    [
      'messages: final assistant content cannot end with trailing whitespace',
      { messages: [...hello, assistant(text('I '))] },
    ],
    [
      'This model does not support assistant message prefill. The conversation must end with a user message.',
      { model: 'claude-opus-4-6', messages: [...hello, assistant(text('I'))] },
    ],
    [
      'messages.1.content.0: Invalid `signature` in `thinking` block',
      {
        messages: [
          ...hello,
          assistant({ type: 'thinking', thinking: 'Hm', signature: 'no!' }, text('x')),
          ...hello,
        ],
      },
    ],
    ["system.0.type: Input should be 'text'", { system: [{ type: 'image' }] }],
    ['tools.0.custom.name: Field required', { tools: [{ input_schema: tool.input_schema }] }],
    [
      "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
      { tools: [{ ...tool, name: 'a b' }] },
    ],
    ['tools.0.custom.input_schema: Field required', { tools: [{ name: 'act' }] }],
    [
      "tools.0.custom.input_schema.type: Input should be 'object'",
      { tools: [{ name: 'act', input_schema: { type: 'string' } }] },
    ],
    [
      'tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level',
      { tools: [{ name: 'act', input_schema: { type: 'object', anyOf: [] } }] },
    ],
    ['tools.0.custom.other: Extra inputs are not permitted', { tools: [{ ...tool, other: 1 }] }],
    ['tools: Tool names must be unique.', { tools: [tool, tool] }],
    [
      "tools.0.bash_20250124.name: Input should be 'bash'",
      { tools: [{ type: 'bash_20250124', name: 'shell' }] },
    ],
    [
      "Tool 'none' not found in provided tools",
      { tools: [tool], tool_choice: { type: 'tool', name: 'none' } },
    ],
    [
      'tool_choice: tool_choice may only be specified while providing tools',
      { tool_choice: { type: 'any' } },
    ],
    ['temperature: Input should be less than or equal to 1', { temperature: 1.5 }],
    [
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
      { temperature: 0.5, top_p: 0.5 },
    ],
    ['`temperature` is not supported for claude-sonnet-5.', { model: 'claude-sonnet-5', temperature: 1 }],
    [
      'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
      { thinking: { type: 'enabled', budget_tokens: 1000 } },
    ],
    ['thinking.enabled.budget_tokens: Field required', { thinking: { type: 'enabled' } }],
    ['adaptive thinking is not supported on this model', { thinking: { type: 'adaptive' } }],
    [
      "'claude-3-haiku-20240307' does not support thinking.",
      { model: 'claude-3-haiku-20240307', thinking: { type: 'enabled', budget_tokens: 1024 } },
    ],
    ['This model does not support the effort parameter.', { output_config: { effort: 'low' } }],
    [
      "This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium.",
      { model: 'claude-opus-4-6', output_config: { effort: 'xhigh' } },
    ],
    [
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
      { output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } } },
    ],
    ['stop_sequences: each stop sequence must contain non-whitespace', { stop_sequences: [' '] }],
    ["service_tier: Input should be 'auto' or 'standard_only'", { service_tier: 'priority' }],
    ['Could not process image', { messages: [user(image('image/png', 'AAAA'))] }],
    [
      'messages.0.content.0.image.source.base64.data: Invalid base64 data',
      { messages: [user(image('image/png', '%'))] },
    ],
    [
      "messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
      { messages: [user(image('image/tiff', png))] },
    ],
    ['The PDF specified was not valid.', { messages: [user(pdf('AAAA'))] }],
    [
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
      {
        messages: [
          user(...Array.from({ length: 5 }, () => ({ ...text('x'), cache_control: { type: 'ephemeral' } }))),
        ],
      },
    ],
    [
      "messages.0.content.0.text.cache_control.ttl: Input should be '5m' or '1h'",
      { messages: [user({ ...text('x'), cache_control: { type: 'ephemeral', ttl: '2h' } })] },
    ],
  ])('is refused with %s', (message, body) => {
    expect(refusalText(body)).toBe(message);
  });

  function image(mediaType: string, data: string) {
    return { type: 'image', source: { type: 'base64', media_type: mediaType, data } };
  }
  function pdf(data: string) {
    return { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data } };
  }

  it('is refused for a budget that leaves nothing to say, of forced tools and of sampling while it thinks', () => {
    const thinking = { type: 'enabled', budget_tokens: 2000 };
    expect(refusalText({ thinking })).toMatch(
      /^`max_tokens` must be greater than `thinking.budget_tokens`\./,
    );
    const enough = { max_tokens: 4000, thinking };
    expect(refusalText({ ...enough, tools: [tool], tool_choice: { type: 'any' } })).toBe(
      'Thinking may not be enabled when tool_choice forces tool use.',
    );
    expect(refusalText({ ...enough, temperature: 0.5 })).toMatch(/^`temperature` may only be set to 1/);
    expect(refusalText({ ...enough, top_k: 5 })).toMatch(/^`top_k` must be unset/);
    expect(refusalText({ ...enough, model: 'claude-opus-4-7', thinking })).toMatch(
      /^"thinking.type.enabled" is not supported for this model/,
    );
  });
});

describe('the versions of the API', () => {
  it('are wanted in a header', () => {
    const without = { ...context, headers: {} };
    expect(refusalText({}, without)).toBe('anthropic-version: header is required');
    const unknown = contextWith({ 'anthropic-version': '2024-10-22' });
    expect(refusalText({}, unknown)).toBe('anthropic-version: "2024-10-22" is not a valid version');
  });

  it.each(['temperature', 'top_p', 'top_k'])('differ in %s, which the second one does not have', (name) => {
    expect(read({ [name]: 1 }).request.model).toBe('claude-haiku-4-5');
    expect(refusalText({ [name]: 1 }, second)).toBe(`${name}: Extra inputs are not permitted`);
  });

  it('differ in documents of the assistant, and citations of the user', () => {
    const document = {
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'A text.' },
    };
    const messages = [...hello, assistant(text('x'), document), ...hello];
    expect(read({ messages }).request.messages).toHaveLength(3);
    expect(refusalText({ messages }, second)).toMatch(/^messages\.1\.content\.1: /);
    const cited = [user({ ...text('x'), citations: [{ type: 'char_location' }] })];
    expect(read({ messages: cited }).request.messages).toHaveLength(1);
    expect(refusalText({ messages: cited }, second)).toMatch(/^messages\.0\.content\.0\.text\.citations: /);
    expect(read({ messages: [user({ ...text('x'), citations: [] })] }, second).streaming).toBe(false);
  });

  it('take betas by their names', () => {
    const known = contextWith({ 'anthropic-beta': 'context-1m-2025-08-07, files-api-2025-04-14' });
    expect(read({}, known, true).streaming).toBe(false);
    const odd = contextWith({ 'anthropic-beta': 'files-api-2025-04-14,what ever' });
    expect(refusalText({}, odd)).toBe(
      'Unexpected value(s) `what ever` for the `anthropic-beta` header. Please consult our documentation at docs.claude.com or try again without the header.',
    );
    const newer = contextWith({ 'anthropic-beta': 'mind-reading-2031-01-01' });
    expect(read({}, newer).streaming).toBe(false);
    expect(refusalText({}, newer, true)).toMatch(/^Unexpected value\(s\) `mind-reading-2031-01-01`/);
  });
});

describe('strict mode', () => {
  it('refuses members and models that nobody knows', () => {
    expect(read({ response_format: {} }).streaming).toBe(false);
    expect(refusalText({ response_format: {} }, context, true)).toBe(
      'response_format: Extra inputs are not permitted',
    );
    expect(refusalOf(() => read({ model: 'claude-none' }, context, true))).toMatchObject({
      kind: 'not-found',
      model: 'claude-none',
    });
  });
});

describe('a conversation', () => {
  it('has its system prompt first, and results of tools as messages of their own', () => {
    const { messages } = read({
      system: [text('Be brief.')],
      messages: [
        ...hello,
        assistant(text('Wait.'), use('a')),
        user(result('a', [text('done')]), text('And?')),
      ],
    }).request;
    expect(messages).toEqual([
      { role: 'system', content: [text('Be brief.')] },
      { role: 'user', content: [text('Hello')] },
      {
        role: 'assistant',
        content: [text('Wait.')],
        toolCalls: [{ callId: 'a', name: 'act', argumentsText: '{}' }],
      },
      { role: 'tool', content: [text('done')], toolCallId: 'a' },
      { role: 'user', content: [text('And?')] },
    ]);
  });

  it('takes what earlier turns had: thoughts, tools that the service ran, and what came of them', () => {
    const { messages } = read({
      messages: [
        ...hello,
        assistant(
          { type: 'redacted_thinking', data: 'AAAA' },
          { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
          {
            type: 'web_search_tool_result',
            tool_use_id: 'srvtoolu_1',
            content: [
              { type: 'web_search_result', title: 'T', url: 'u', encrypted_content: 'x'.repeat(500) },
            ],
          },
          text('Found.'),
        ),
        ...hello,
      ],
    }).request;
    expect(JSON.stringify(messages)).not.toContain('xxxx');
    expect(messages[1]?.content).toHaveLength(3);
  });

  it('measures images and documents', () => {
    const { content } = read({
      messages: [
        user(
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
          {
            type: 'document',
            source: { type: 'text', media_type: 'text/plain', data: 'A text.' },
            title: 'T',
          },
        ),
      ],
    }).request.messages[0] ?? { content: [] };
    expect(content).toEqual([
      { type: 'image', detail: 'auto', width: 1, height: 1 },
      text('T'),
      text('A text.'),
    ]);
  });

  it('keeps what its breakpoints say, for as long as they say', () => {
    const control = (ttl?: string) => ({ cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } });
    const { cacheBreakpoints } = read({
      tools: [{ ...tool, ...control('1h') }],
      system: [{ ...text('Be brief.'), ...control() }],
      messages: [user(text('a'), { ...text('b'), ...control() })],
      ...control(),
    }).request;
    expect(cacheBreakpoints).toEqual([
      { after: 'declarations', lifetimeMs: 3_600_000 },
      { after: { message: 0, part: 0 }, lifetimeMs: 300_000 },
      { after: { message: 1, part: 1 }, lifetimeMs: 300_000 },
      { after: { message: 1, part: 1 }, lifetimeMs: 300_000 },
    ]);
  });
});

describe('the tokens of a prompt', () => {
  const count = (body: object) => {
    const { request } = read(body);
    return countRequest(request, tokenCounterForModel(request.model));
  };

  // As recorded requests were charged in 2026, give or take: nobody publishes the tokenizer.
  it.each([
    [8, { messages: [{ role: 'user', content: 'hello' }] }],
    [16, { messages: [{ role: 'user', content: 'What is 2 + 2?' }] }],
    [19, { messages: [{ role: 'user', content: 'The quick brown fox jumps over the lazydog.' }] }],
    [
      2218,
      {
        messages: [{ role: 'user', content: 'What is the date?' }],
        tools: [{ type: 'web_search_20250305', name: 'web_search' }],
      },
    ],
  ])('are about %d', (recorded, body) => {
    expect(Math.abs(count(body) - recorded) / recorded).toBeLessThan(0.15);
  });
});
