import newest, { APIError as NewestError } from '@anthropic-ai/sdk';
import { betaZodOutputFormat, betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import older, { APIError as OlderError } from 'anthropic0';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

const model = 'claude-sonnet-5';
const hello = [{ role: 'user' as const, content: 'Say hello.' }];
const weather = {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  input_schema: {
    type: 'object' as const,
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
};
const time = { ...weather, name: 'get_time', description: 'Tells the time of a city.' };

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['anthropic']);
});
afterAll(() => server.close());

describe.each([
  ['1', newest, NewestError],
  // The two lines have the same surface here, but TypeScript does not take one's classes for the other's.
  ['0', older as unknown as typeof newest, OlderError as unknown as typeof NewestError],
])('@anthropic-ai/sdk %s', (_version, Anthropic, APIError) => {
  const clientOf = (options: object = {}) =>
    new Anthropic({ baseURL: `${server.url}/anthropic`, apiKey: 'sk-ant-test', ...options });
  const errorOf = async (call: Promise<unknown>) => {
    try {
      await call;
    } catch (error) {
      if (error instanceof APIError) return error;
      throw error;
    }
    throw new Error('The call succeeded.');
  };

  it('creates a message', async () => {
    const message = await clientOf().messages.create({ model, max_tokens: 4000, messages: hello });
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      model,
      stop_reason: 'end_turn',
      stop_sequence: null,
      content: [
        { type: 'thinking', thinking: '' },
        { type: 'text', text: saidText },
      ],
    });
    expect(message.id).toMatch(/^msg_01[A-Za-z0-9]{22}$/);
    expect(message._request_id).toMatch(/^req_/);
  });

  it('is served at the root too', async () => {
    const client = clientOf({ baseURL: server.url });
    const message = await client.messages.create({ model, max_tokens: 4000, messages: hello });
    expect(message.content.at(-1)).toMatchObject({ type: 'text', text: saidText });
  });

  it('counts the tokens that a message is charged with', async () => {
    const client = clientOf();
    const body = {
      model: 'claude-haiku-4-5',
      system: 'Be brief.',
      tools: [weather],
      messages: hello,
    };
    const counted = await client.messages.countTokens(body);
    const betaCounted = await client.beta.messages.countTokens(body);
    const { usage } = await client.messages.create({ ...body, max_tokens: 100 });
    expect(counted.input_tokens).toBe(usage.input_tokens);
    expect(betaCounted.input_tokens).toBe(usage.input_tokens);
  });

  it('lists the models, page by page, and describes one', async () => {
    const client = clientOf();
    const ids: string[] = [];
    for await (const { id } of client.models.list({ limit: 4 })) ids.push(id);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await client.models.retrieve('claude-opus-5')).toMatchObject({
      type: 'model',
      id: 'claude-opus-5',
    });
    const error = await errorOf(client.models.retrieve('claude-none'));
    expect(error.status).toBe(404);
  });

  it('streams the message that it creates', async () => {
    const body = {
      model: 'claude-haiku-4-5',
      max_tokens: 4000,
      thinking: { type: 'enabled' as const, budget_tokens: 2000 },
      messages: hello,
    };
    const whole = await clientOf().messages.create(body);
    const stream = clientOf().messages.stream(body);
    const seen: string[] = [];
    let text = '';
    let thinking = '';
    stream.on('text', (delta) => (text += delta));
    stream.on('thinking', (delta) => (thinking += delta));
    stream.on('signature', () => seen.push('signature'));
    stream.on('contentBlock', ({ type }) => seen.push(type));
    stream.on('message', () => seen.push('message'));
    const final = await stream.finalMessage();
    expect(seen).toEqual(['signature', 'thinking', 'text', 'message']);
    expect(text).toBe(saidText);
    expect(final.content[0]).toMatchObject({ type: 'thinking', thinking });
    expect(final.usage.output_tokens).toBe(whole.usage.output_tokens);
    expect(final.usage.input_tokens).toBe(whole.usage.input_tokens);
    expect(final.content.map(({ type }) => type)).toEqual(whole.content.map(({ type }) => type));
    expect(final.stop_reason).toBe('end_turn');
  });

  it('gets the events of a stream in their order', async () => {
    const stream = await clientOf().messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 100,
      messages: hello,
      stream: true,
    });
    const types: string[] = [];
    for await (const event of stream) if (event.type !== types.at(-1)) types.push(event.type);
    expect(types).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });

  it('ends at the limit of tokens, and before a stop sequence', async () => {
    const client = clientOf();
    const body = { model: 'claude-haiku-4-5', messages: hello };
    const cut = await client.messages.create({ ...body, max_tokens: 3 });
    expect(cut).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 3 } });
    const stopped = await client.messages.create({ ...body, max_tokens: 100, stop_sequences: ['blue'] });
    expect(stopped).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: 'blue',
      content: [{ type: 'text', text: 'The sky is ' }],
    });
  });

  it('calls the tools that fit, one, any of them, a named one or none', async () => {
    const ask = async (more: object) => {
      const message = await clientOf().messages.create({
        model: 'claude-haiku-4-5',
        max_tokens: 1000,
        tools: [weather, time],
        messages: [{ role: 'user', content: 'Use get_weather and get_time for Rome.' }],
        ...more,
      });
      const names = message.content.flatMap((block) => (block.type === 'tool_use' ? [block.name] : []));
      return [message.stop_reason, ...names];
    };
    expect(await ask({})).toEqual(['tool_use', 'get_weather', 'get_time']);
    expect(await ask({ tool_choice: { type: 'auto', disable_parallel_tool_use: true } })).toHaveLength(2);
    expect(await ask({ tool_choice: { type: 'tool', name: 'get_time' } })).toEqual(['tool_use', 'get_time']);
    expect(await ask({ tool_choice: { type: 'none' } })).toEqual(['end_turn']);
    const unrelated = [{ role: 'user', content: 'Hi.' }];
    expect(await ask({ messages: unrelated, tool_choice: { type: 'any' } })).toHaveLength(2);
  });

  it('runs tools until the model answers in text', async () => {
    const asked: string[] = [];
    const tool = betaZodTool({
      name: 'get_weather',
      description: 'Tells the weather of a city.',
      inputSchema: z.object({ city: z.string() }),
      run: ({ city }) => {
        asked.push(city);
        return 'sunny';
      },
    });
    const message = await clientOf().beta.messages.toolRunner({
      model: 'claude-haiku-4-5',
      max_tokens: 1000,
      tools: [tool],
      messages: [{ role: 'user', content: 'What is the weather in the city of Rome?' }],
    });
    expect(asked).toHaveLength(1);
    expect(message).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: saidText }] });
  });

  it('parses structured output', async () => {
    const schema = z.object({ city: z.string(), people: z.number().int() });
    const message = await clientOf().beta.messages.parse({
      model: 'claude-sonnet-5',
      max_tokens: 4000,
      messages: [{ role: 'user', content: 'Tell me of Rome.' }],
      output_config: { format: betaZodOutputFormat(schema) },
    });
    expect(schema.safeParse(message.parsed_output).success).toBe(true);
  });

  it('creates a batch, polls it, reads its results, and deletes it', async () => {
    const { batches } = clientOf().messages;
    const params = { model: 'claude-haiku-4-5', max_tokens: 100, messages: hello };
    const { id } = await batches.create({
      requests: [
        { custom_id: 'one', params },
        { custom_id: 'two', params: { ...params, max_tokens: 0 } },
      ],
    });
    const batch = await batches.retrieve(id);
    expect(batch).toMatchObject({ processing_status: 'ended', request_counts: { succeeded: 1, errored: 1 } });
    const results: string[] = [];
    for await (const { custom_id, result } of await batches.results(id)) {
      results.push(`${custom_id} ${result.type}`);
    }
    expect(results).toEqual(['one succeeded', 'two errored']);
    expect((await batches.cancel(id)).processing_status).toBe('ended');
    const listed: string[] = [];
    for await (const each of batches.list()) listed.push(each.id);
    expect(listed).toContain(id);
    expect(await batches.delete(id)).toEqual({ id, type: 'message_batch_deleted' });
    expect((await errorOf(batches.retrieve(id))).status).toBe(404);
  });

  it('takes back what was thought, but not if it was changed', async () => {
    const client = clientOf();
    const body = {
      model: 'claude-sonnet-4-6',
      max_tokens: 4000,
      thinking: { type: 'adaptive' as const, display: 'summarized' as const },
    };
    const first = await client.messages.create({ ...body, messages: hello });
    const again = (content: typeof first.content) =>
      client.messages.create({
        ...body,
        messages: [
          ...hello,
          { role: 'assistant', content: content as never },
          { role: 'user', content: 'And again.' },
        ],
      });
    expect((await again(first.content)).stop_reason).toBe('end_turn');
    const changed = first.content.map((block) =>
      block.type === 'thinking' ? { ...block, thinking: 'Something else.' } : block,
    );
    expect(await errorOf(again(changed))).toMatchObject({
      status: 400,
      message: expect.stringContaining('Invalid `signature` in `thinking` block') as string,
    });
  });

  it.each([
    ['limited', 'RateLimitError', 429, 'rate_limit_error'],
    ['broken', 'InternalServerError', 500, 'api_error'],
    ['crowded', '', 529, 'overloaded_error'],
    ['broke', '', 402, 'billing_error'],
  ])('throws typed errors for the model %s', async (failing, name, status, type) => {
    const client = clientOf({ maxRetries: 0 });
    const call = client.messages.create({ model: failing, max_tokens: 10, messages: hello });
    const error = await errorOf(call);
    expect(error.status).toBe(status);
    expect(error.error).toMatchObject({ type: 'error', error: { type } });
    if (name !== '') expect(error.constructor.name).toBe(name);
  });

  it('tries again until the limit lets it through', async () => {
    const client = clientOf({ maxRetries: 2, defaultHeaders: { 'x-llmsim-fault': 'overloaded;times=2' } });
    const message = await client.messages.create({ model, max_tokens: 4000, messages: hello });
    expect(message.stop_reason).toBe('end_turn');
  });

  it('throws an error in the middle of a stream', async () => {
    const stream = clientOf().messages.stream({
      model: 'breaks-off-crowded',
      max_tokens: 100,
      messages: hello,
    });
    const error = await errorOf(stream.finalMessage());
    expect(error.error).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
  });
});

describe('a thread of @anthropic-ai/sdk 1', () => {
  it('is held by the server, so that each request brings what is new', async () => {
    const client = new newest({ baseURL: `${server.url}/anthropic`, apiKey: 'sk-ant-test' });
    const thread = client.beta.messages.thread({ model: 'claude-haiku-4-5', max_tokens: 100 });
    const first = await thread.send({ role: 'user', content: 'Say hello.' });
    const second = await thread.send({ role: 'user', content: 'And again.' });
    expect(second.usage.input_tokens).toBeGreaterThan(first.usage.input_tokens + first.usage.output_tokens);
  });
});
