import { zodResponseFormat } from 'openai/helpers/zod';
import newest, { APIError as NewestError, APIUserAbortError as NewestAbort } from 'openai';
import older, { APIError as OlderError, APIUserAbortError as OlderAbort } from 'openai6';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { abortingFetch, saidText, startApiServer } from './api-server.js';

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'Tells the weather of a city.',
    strict: true,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['c', 'f'] } },
      required: ['city', 'unit'],
      additionalProperties: false,
    },
  },
};
const time = {
  type: 'function' as const,
  function: {
    name: 'get_time',
    description: 'Tells the time of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const hello = [{ role: 'user' as const, content: 'Say hello.' }];

const headersOf = (error: { headers?: unknown }) => error.headers as Headers;

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai']);
});
afterAll(() => server.close());

describe.each([
  ['7', newest, NewestError, NewestAbort],
  // The two lines have the same surface, but TypeScript does not take one's classes for the other's.
  [
    '6',
    older as unknown as typeof newest,
    OlderError as unknown as typeof NewestError,
    OlderAbort as unknown as typeof NewestAbort,
  ],
])('openai %s', (_version, OpenAI, APIError, APIUserAbortError) => {
  const clientOf = (options: object = {}) =>
    new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test-12345678', ...options });
  const errorOf = async (call: Promise<unknown>) => {
    try {
      await call;
    } catch (error) {
      if (error instanceof APIError) return error;
      throw error;
    }
    throw new Error('The call succeeded.');
  };

  it('completes a chat', async () => {
    const { data, response, request_id } = await clientOf()
      .chat.completions.create({ model: 'gpt-4o', messages: hello })
      .withResponse();
    expect(data.choices).toMatchObject([
      { index: 0, message: { role: 'assistant', content: saidText }, finish_reason: 'stop' },
    ]);
    expect(data.usage?.total_tokens).toBe(data.usage!.prompt_tokens + data.usage!.completion_tokens);
    expect(data.model).toMatch(/^gpt-4o/);
    expect(request_id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get('x-ratelimit-limit-requests')).not.toBeNull();
    expect(response.headers.get('openai-version')).toBe('2020-10-01');
  });

  it('streams the same text, one chunk for each token', async () => {
    const stream = await clientOf().chat.completions.create({
      model: 'gpt-4o',
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let chunks = 0;
    let tokens: number | undefined;
    for await (const chunk of stream) {
      const content = chunk.choices[0]?.delta.content;
      if (content !== undefined && content !== null && chunk.choices[0]?.delta.role === undefined) {
        text += content;
        chunks += 1;
      }
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect(text).toBe(saidText);
    expect(tokens).toBe(chunks);
  });

  it('puts a stream together with its helper', async () => {
    const stream = clientOf().chat.completions.stream({
      model: 'gpt-4o',
      messages: hello,
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    stream.on('content.delta', ({ delta }) => deltas.push(delta));
    const completion = await stream.finalChatCompletion();
    expect(deltas.join('')).toBe(saidText);
    expect(completion.choices[0]).toMatchObject({ message: { content: saidText }, finish_reason: 'stop' });
    expect((await stream.totalUsage()).total_tokens).toBe(completion.usage?.total_tokens);
  });

  it('streams several choices', async () => {
    const completion = await clientOf()
      .chat.completions.stream({ model: 'gpt-4o', messages: hello, n: 3 })
      .finalChatCompletion();
    expect(completion.choices.map(({ index, message }) => [index, message.content])).toEqual(
      [0, 1, 2].map((index) => [index, saidText]),
    );
  });

  it.each([true, false])('calls a tool that must be called (streaming: %s)', async (streaming) => {
    const body = {
      model: 'gpt-4o',
      messages: [{ role: 'user' as const, content: 'Weather in Rome?' }],
      tools: [weather],
      tool_choice: 'required' as const,
    };
    const { chat } = clientOf();
    const completion = streaming
      ? await chat.completions.stream(body).finalChatCompletion()
      : await chat.completions.create(body);
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.content).toBeNull();
    const [call] = choice?.message.tool_calls ?? [];
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } });
    const given = JSON.parse(call?.type === 'function' ? call.function.arguments : '') as {
      city: unknown;
      unit: unknown;
    };
    expect(typeof given.city).toBe('string');
    expect(['c', 'f']).toContain(given.unit);
  });

  it('ends with stop when the tool was named', async () => {
    const completion = await clientOf().chat.completions.create({
      model: 'gpt-4o',
      messages: hello,
      tools: [weather, time],
      tool_choice: { type: 'function', function: { name: 'get_time' } },
    });
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { tool_calls: [{ function: { name: 'get_time' } }] },
    });
  });

  it('calls two tools at once', async () => {
    const stream = clientOf().chat.completions.stream({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'What is the weather and the time in Oslo?' }],
      tools: [weather, time],
    });
    const { tool_calls } = (await stream.finalChatCompletion()).choices[0]!.message;
    const names = tool_calls?.map((call) => (call.type === 'function' ? call.function.name : '')).toSorted();
    expect(names).toEqual(['get_time', 'get_weather']);
    expect(new Set(tool_calls?.map(({ id }) => id)).size).toBe(2);
  });

  it('runs tools to the end', async () => {
    const asked: string[] = [];
    const tool = (name: string) => ({
      type: 'function' as const,
      function: {
        name,
        description: `Tells the ${name} of a city.`,
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        parse: JSON.parse as (text: string) => object,
        function: () => {
          asked.push(name);
          return 'fine';
        },
      },
    });
    const runner = clientOf().chat.completions.runTools({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Tell me the weather and the time in Oslo.' }],
      tools: [tool('weather'), tool('time')],
    });
    expect(await runner.finalContent()).toBe(saidText);
    expect(asked.toSorted()).toEqual(['time', 'weather']);
  });

  it('answers in the shape that was asked for', async () => {
    const Answer = z.object({
      city: z.string(),
      days: z.array(z.object({ high: z.number(), wet: z.boolean() })).min(1),
    });
    const body = { model: 'gpt-4o', messages: hello, response_format: zodResponseFormat(Answer, 'answer') };
    const whole = await clientOf().chat.completions.parse(body);
    expect(Answer.parse(whole.choices[0]?.message.parsed)).toBeDefined();
    const streamed = await clientOf().chat.completions.stream(body).finalChatCompletion();
    expect(streamed.choices[0]?.message.parsed).toEqual(whole.choices[0]?.message.parsed);
  });

  it('answers in any JSON', async () => {
    const completion = await clientOf().chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Answer in JSON with the keys "name" and "age".' }],
      response_format: { type: 'json_object' },
    });
    expect(Object.keys(JSON.parse(completion.choices[0]?.message.content ?? '') as object)).toEqual([
      'name',
      'age',
    ]);
  });

  it('shows log probabilities of every token', async () => {
    const body = { model: 'gpt-4o', messages: hello, logprobs: true, top_logprobs: 2 };
    const whole = (await clientOf().chat.completions.create(body)).choices[0]?.logprobs?.content ?? [];
    expect(whole.map(({ token }) => token).join('')).toBe(saidText);
    expect(Buffer.from(whole.flatMap(({ bytes }) => bytes ?? [])).toString()).toBe(saidText);
    const streamed =
      (await clientOf().chat.completions.stream(body).finalChatCompletion()).choices[0]?.logprobs?.content ??
      [];
    expect(streamed.map(({ token }) => token)).toEqual(whole.map(({ token }) => token));
  });

  it('stops at the limit and at a stop sequence', async () => {
    const { completions } = clientOf().chat;
    const limited = await completions.create({ model: 'gpt-4o', messages: hello, max_completion_tokens: 3 });
    expect(limited.choices[0]?.finish_reason).toBe('length');
    expect(limited.usage?.completion_tokens).toBe(3);
    const stopped = await completions.create({ model: 'gpt-4o', messages: hello, stop: ['blue'] });
    expect(stopped.choices[0]).toMatchObject({ message: { content: 'The sky is ' }, finish_reason: 'stop' });
  });

  it('counts the tokens of reasoning', async () => {
    const completion = await clientOf().chat.completions.create({
      model: 'gpt-5',
      messages: hello,
      reasoning_effort: 'high',
    });
    expect(completion.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);
    expect(completion.choices[0]?.message.content).toBe(saidText);
  });

  it('keeps completions that are to be stored', async () => {
    const { completions } = clientOf().chat;
    const mark = `run-${_version}`;
    const { id } = await completions.create({
      model: 'gpt-4o',
      messages: hello,
      store: true,
      metadata: { mark },
    });
    const second = await completions
      .stream({ model: 'gpt-4o', messages: hello, store: true, metadata: { mark } })
      .finalChatCompletion();
    expect(await completions.retrieve(id)).toMatchObject({
      id,
      choices: [{ message: { content: saidText } }],
      metadata: { mark },
    });
    const listed: string[] = [];
    for await (const completion of completions.list({ metadata: { mark }, limit: 1 }))
      listed.push(completion.id);
    expect(listed).toEqual([id, second.id]);
    expect(await completions.update(id, { metadata: { mark: 'other' } })).toMatchObject({
      metadata: { mark: 'other' },
    });
    const messages = await completions.messages.list(id);
    expect(messages.data).toMatchObject([{ role: 'user', content: 'Say hello.' }]);
    expect(await completions.delete(id)).toMatchObject({ id, deleted: true });
    expect((await errorOf(completions.retrieve(id))).status).toBe(404);
  });

  it('lists models and shows one', async () => {
    const client = clientOf();
    const { data } = await client.models.list();
    expect(data.length).toBeGreaterThan(1);
    const model = await client.models.retrieve('gpt-4o');
    expect(model).toMatchObject({
      id: 'gpt-4o',
      object: 'model',
      context_window: expect.any(Number) as number,
      max_output_tokens: expect.any(Number) as number,
    });
    expect(await errorOf(client.models.retrieve('gpt-99'))).toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it.each([
    ['limited', 429, 'rate_limit_exceeded', 'requests'],
    ['broke', 429, 'insufficient_quota', 'insufficient_quota'],
    ['broken', 500, null, 'server_error'],
    ['crowded', 503, 'server_is_overloaded', 'service_unavailable_error'],
  ])('learns why %s failed', async (model, status, code, type) => {
    const error = await errorOf(
      clientOf({ maxRetries: 0 }).chat.completions.create({ model, messages: hello }),
    );
    expect(error).toMatchObject({ status, code, type, param: null });
    expect(error.requestID).toMatch(/^req_/);
  });

  it('learns what is wrong with its request', async () => {
    const { completions } = clientOf().chat;
    expect(await errorOf(completions.create({ model: 'gpt-4o', messages: [] }))).toMatchObject({
      status: 400,
      code: 'empty_array',
      param: 'messages',
    });
    const long = [{ role: 'user' as const, content: 'word '.repeat(10_000) }];
    expect(await errorOf(completions.create({ model: 'gpt-4', messages: long }))).toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'messages',
      message: expect.stringContaining(
        "This model's maximum context length is 8192 tokens. However, your messages resulted in",
      ) as string,
    });
  });

  it('tries again as often as it is told to, as soon as it is told to', async () => {
    let attempts = 0;
    const counting: typeof fetch = (url, init) => {
      attempts += 1;
      return fetch(url, init);
    };
    const error = await errorOf(
      clientOf({ maxRetries: 2, fetch: counting }).chat.completions.create({
        model: 'limited',
        messages: hello,
      }),
    );
    expect(attempts).toBe(3);
    expect(headersOf(error).get('retry-after-ms')).toBe('1');
    expect(headersOf(error).get('retry-after')).toBe('1');
  });

  it('sees an error in the middle of a stream', async () => {
    const stream = await clientOf().chat.completions.create({
      model: 'breaks-off',
      messages: hello,
      stream: true,
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })();
    const error = await errorOf(reading);
    expect(error.type).toBe('server_error');
    expect(saidText.startsWith(text)).toBe(true);
    expect(text).not.toBe('');
  });

  it('can give up while it waits and while it reads', async () => {
    const waiting = new AbortController();
    const call = clientOf({ fetch: abortingFetch(waiting) }).chat.completions.create(
      { model: 'slow', messages: hello },
      { signal: waiting.signal },
    );
    await expect(call).rejects.toBeInstanceOf(APIUserAbortError);
    const stream = await clientOf().chat.completions.create({ model: 'slow', messages: hello, stream: true });
    let chunks = 0;
    for await (const chunk of stream) {
      chunks += chunk.choices.length;
      if (chunks === 3) stream.controller.abort();
    }
    expect(chunks).toBe(3);
  });
});
