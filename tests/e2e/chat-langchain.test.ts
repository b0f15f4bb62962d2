import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { abortingFetch, saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai']);
});
afterAll(() => server.close());

const modelOf = (model: string, options: object = {}) =>
  new ChatOpenAI({
    model,
    apiKey: 'sk-test',
    configuration: { baseURL: `${server.url}/openai/v1` },
    maxRetries: 0,
    ...options,
  });

/** The declared type of a message depends on its contents in a way that TypeScript does not follow here. */
const usageOf = (message: object) =>
  (message as { usage_metadata?: { input_tokens: number; output_tokens: number; total_tokens: number } })
    .usage_metadata;

const weather = tool(() => 'fine', {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  schema: z.object({ city: z.string() }),
});

describe('@langchain/openai', () => {
  it('invokes', async () => {
    const message = await modelOf('gpt-4o').invoke('Say hello.');
    expect(message.content).toBe(saidText);
    const usage = usageOf(message);
    expect(usage?.total_tokens).toBe(usage!.input_tokens + usage!.output_tokens);
    expect(message.response_metadata).toMatchObject({ finish_reason: 'stop' });
  });

  it('streams', async () => {
    let text = '';
    let tokens = 0;
    for await (const chunk of await modelOf('gpt-4o').stream('Say hello.')) {
      text += chunk.content as string;
      tokens += usageOf(chunk)?.output_tokens ?? 0;
    }
    expect(text).toBe(saidText);
    expect(tokens).toBeGreaterThan(0);
  });

  it('calls tools, whole and streamed', async () => {
    const model = modelOf('gpt-4o').bindTools([weather]);
    const message = await model.invoke('What is the weather in Rome?');
    expect(message.tool_calls).toMatchObject([
      { name: 'get_weather', args: { city: expect.any(String) as string } },
    ]);
    let streamed: Awaited<ReturnType<typeof model.invoke>> | undefined;
    for await (const chunk of await model.stream('What is the weather in Rome?')) {
      streamed = streamed === undefined ? chunk : streamed.concat(chunk);
    }
    expect(streamed?.tool_calls).toMatchObject([
      { name: 'get_weather', args: message.tool_calls?.[0]?.args as object },
    ]);
  });

  it('answers in the shape that was asked for', async () => {
    const schema = z.object({ name: z.string(), age: z.number() });
    const answer = await modelOf('gpt-4o').withStructuredOutput(schema).invoke('Describe somebody.');
    expect(schema.parse(answer)).toEqual(answer);
  });

  it('learns why a request failed', async () => {
    await expect(modelOf('broken').invoke('Say hello.')).rejects.toMatchObject({
      status: 500,
      type: 'server_error',
    });
  });

  it('can give up', async () => {
    const controller = new AbortController();
    const configuration = { baseURL: `${server.url}/openai/v1`, fetch: abortingFetch(controller) };
    const call = modelOf('slow', { configuration }).invoke('Say hello.', { signal: controller.signal });
    await expect(call).rejects.toThrow(/abort/i);
  });
});
