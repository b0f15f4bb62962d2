import OpenAI, { APIError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

const weather = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const errorOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('The call succeeded.');
};

describe.each(['openai', 'openresponses'])('openai 7 with %s', (name) => {
  const client = () => new OpenAI({ baseURL: `${server.url}/${name}/v1`, apiKey: 'sk-test-12345678' });
  const hello = { model: 'gpt-4o', input: 'Say hello.' };

  it('creates a response', async () => {
    const response = await client().responses.create(hello);
    expect(response.output_text).toBe(saidText);
    expect(response.status).toBe('completed');
    expect(response.usage?.total_tokens).toBe(response.usage!.input_tokens + response.usage!.output_tokens);
  });

  it('streams the same response', async () => {
    const stream = client().responses.stream(hello);
    let text = '';
    stream.on('response.output_text.delta', ({ delta }) => (text += delta));
    const response = await stream.finalResponse();
    expect(text).toBe(saidText);
    expect(response.output_text).toBe(saidText);
    expect((await client().responses.retrieve(response.id)).output).toEqual(
      response.output.map((item) => expect.objectContaining({ id: item.id }) as unknown),
    );
  });

  it('streams reasoning with a summary, and what encrypts it', async () => {
    const stream = client().responses.stream({
      ...hello,
      model: 'gpt-5',
      reasoning: { effort: 'low', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
    });
    let summary = '';
    stream.on('response.reasoning_summary_text.delta', ({ delta }) => (summary += delta));
    const { output, usage } = await stream.finalResponse();
    const [reasoning] = output;
    if (reasoning?.type !== 'reasoning') throw new Error('There is no reasoning.');
    expect(reasoning.summary[0]?.text).toBe(summary);
    expect(summary).not.toBe('');
    expect(reasoning.encrypted_content).toMatch(/^gAAAA/);
    expect(usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(0);
    // What was thought goes back to the model with what it led to.
    const next = await client().responses.create({
      model: 'gpt-5',
      store: false,
      input: [
        { role: 'user', content: 'Say hello.' },
        ...(output as OpenAI.Responses.ResponseInputItem[]),
        { role: 'user', content: 'And then?' },
      ],
    });
    expect(next.status).toBe('completed');
  });

  it('calls a tool, takes its answer, and goes on', async () => {
    const asked = await client().responses.create({
      model: 'gpt-4o',
      input: 'Weather in Oslo?',
      tools: [weather],
    });
    const [call] = asked.output;
    if (call?.type !== 'function_call') throw new Error('No tool is called.');
    expect(JSON.parse(call.arguments)).toEqual({ city: expect.any(String) as unknown });
    const answered = await client().responses.create({
      model: 'gpt-4o',
      previous_response_id: asked.id,
      input: [{ type: 'function_call_output', call_id: call.call_id, output: 'Sunny.' }],
      tools: [weather],
    });
    expect(answered.output_text).toBe(saidText);
    expect(answered.usage?.input_tokens).toBeGreaterThan(asked.usage?.input_tokens ?? Infinity);
  });

  it('streams a tool call', async () => {
    const stream = client().responses.stream({
      model: 'gpt-4o',
      input: 'Weather in Oslo?',
      tools: [weather],
    });
    const { output } = await stream.finalResponse();
    expect(output[0]).toMatchObject({ type: 'function_call', name: 'get_weather', status: 'completed' });
  });

  it('answers in the shape that was asked for', async () => {
    const shape = z.object({ city: z.string(), warm: z.boolean() });
    const response = await client().responses.parse({
      model: 'gpt-4o',
      input: 'Describe Oslo.',
      text: { format: zodTextFormat(shape, 'city') },
    });
    expect(shape.parse(response.output_parsed)).toEqual(response.output_parsed);
  });

  it('stops at the limit of the output', async () => {
    const response = await client().responses.create({ ...hello, max_output_tokens: 16 });
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect(response.usage?.output_tokens).toBe(16);
  });

  it('keeps what was answered until it is deleted', async () => {
    const { id } = await client().responses.create(hello);
    expect((await client().responses.retrieve(id)).output_text).toBe(saidText);
    const items = await client().responses.inputItems.list(id);
    expect(items.data).toMatchObject([{ type: 'message', role: 'user', content: [{ text: 'Say hello.' }] }]);
    await client().responses.delete(id);
    expect(await errorOf(client().responses.retrieve(id))).toMatchObject({
      status: 404,
      message: expect.stringContaining(`Response with id '${id}' not found.`) as unknown,
    });
  });

  it('runs in the background, is asked about, and can be cancelled', async () => {
    const started = await client().responses.create({ ...hello, model: 'slow', background: true });
    expect(started).toMatchObject({ status: 'queued', output: [] });
    expect(await client().responses.retrieve(started.id)).toMatchObject({ status: 'in_progress' });
    const cancelled = await client().responses.cancel(started.id);
    expect(cancelled.status).toBe('cancelled');
    expect((await client().responses.retrieve(started.id)).status).toBe('cancelled');
    const done = await client().responses.create({ ...hello, background: true });
    expect((await client().responses.retrieve(done.id)).output_text).toBe(saidText);
  });

  it('resumes a stream that was left', async () => {
    const stream = await client().responses.create({ ...hello, background: true, stream: true });
    let id = '';
    const seen: number[] = [];
    for await (const event of stream) {
      if (event.type === 'response.created') id = event.response.id;
      seen.push(event.sequence_number);
      if (seen.length === 5) break;
    }
    const rest = await client().responses.retrieve(id, { stream: true, starting_after: seen.at(-1)! });
    for await (const event of rest) {
      seen.push(event.sequence_number);
      if (event.type === 'response.completed') expect(event.response.id).toBe(id);
    }
    expect(seen).toEqual(seen.map((_, index) => index));
    expect(seen.length).toBeGreaterThan(10);
  });

  it('counts the tokens of a prompt as a response does', async () => {
    const body = { model: 'gpt-4o', input: 'Say hello.', instructions: 'Be brief.', tools: [weather] };
    const { input_tokens } = await client().responses.inputTokens.count(body);
    expect((await client().responses.create(body)).usage?.input_tokens).toBe(input_tokens);
  });

  it('compacts a conversation, and goes on from that', async () => {
    const compacted = await client().responses.compact({
      model: 'gpt-4o',
      input: [
        { role: 'user', content: 'Hello?' },
        { role: 'assistant', content: 'Hi.' },
      ],
    });
    expect(compacted.output.at(-1)).toMatchObject({ type: 'compaction' });
    const response = await client().responses.create({
      model: 'gpt-4o',
      input: [
        ...(compacted.output as OpenAI.Responses.ResponseInputItem[]),
        { role: 'user', content: 'Go on.' },
      ],
    });
    expect(response.output_text).toBe(saidText);
  });

  it('learns what went wrong', async () => {
    expect(await errorOf(client().responses.create({ ...hello, temperature: 3 }))).toMatchObject({
      status: 400,
      param: 'temperature',
      code: 'decimal_above_max_value',
    });
    expect(
      await errorOf(client().responses.create({ ...hello, previous_response_id: 'resp_x' })),
    ).toMatchObject({
      status: 400,
      code: 'previous_response_not_found',
    });
    expect(await errorOf(client().responses.create({ ...hello, model: 'broke' }))).toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
  });

  it('sees a failure on the way', async () => {
    const call = client()
      .responses.create({ ...hello, model: 'breaks-off', stream: true })
      .then(async (stream) => {
        for await (const event of stream) if (event.type === 'response.failed') return;
      });
    await expect(call).rejects.toThrow();
  });
});

describe('conversations', () => {
  const client = () => new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test-12345678' });

  it('remember what was said', async () => {
    const { id } = await client().conversations.create({ metadata: { topic: 'test' } });
    await client().responses.create({ model: 'gpt-4o', input: 'Say hello.', conversation: id });
    await client().conversations.items.create(id, { items: [{ role: 'user', content: 'Later.' }] });
    const items = await client().conversations.items.list(id, { order: 'asc' });
    expect(items.data).toMatchObject([
      { role: 'user', content: [{ text: 'Say hello.' }] },
      { role: 'assistant', content: [{ text: saidText }] },
      { role: 'user', content: [{ text: 'Later.' }] },
    ]);
    const response = await client().responses.create({
      model: 'gpt-4o',
      input: 'And then?',
      conversation: { id },
    });
    expect(response.conversation).toEqual({ id });
    expect(await client().conversations.delete(id)).toMatchObject({ deleted: true });
    expect(await errorOf(client().conversations.retrieve(id))).toMatchObject({ status: 404 });
  });
});
