import { ChatAnthropic } from '@langchain/anthropic';
import { tool } from '@langchain/core/tools';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['anthropic']);
});
afterAll(() => server.close());

const modelOf = (model: string, options: object = {}) =>
  new ChatAnthropic({
    model,
    apiKey: 'sk-ant-test',
    anthropicApiUrl: `${server.url}/anthropic`,
    maxRetries: 0,
    maxTokens: 1000,
    ...options,
  });

const weather = tool(() => 'fine', {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  schema: z.object({ city: z.string() }),
});

describe('@langchain/anthropic', () => {
  it('invokes', async () => {
    const message = await modelOf('claude-haiku-4-5').invoke('Say hello.');
    expect(message.text).toBe(saidText);
    const usage = message.usage_metadata as Record<string, number> | undefined;
    expect(usage?.['total_tokens']).toBe((usage?.['input_tokens'] ?? 0) + (usage?.['output_tokens'] ?? 0));
    expect(message.response_metadata).toMatchObject({ stop_reason: 'end_turn' });
  });

  it('streams', async () => {
    let text = '';
    for await (const chunk of await modelOf('claude-haiku-4-5').stream('Say hello.')) text += chunk.text;
    expect(text).toBe(saidText);
  });

  it('binds tools', async () => {
    const message = await modelOf('claude-haiku-4-5')
      .bindTools([weather])
      .invoke('What is the weather in the city of Rome?');
    expect(message.tool_calls).toMatchObject([
      { name: 'get_weather', args: { city: expect.any(String) as string } },
    ]);
  });

  it('has structured output', async () => {
    const schema = z.object({ city: z.string(), people: z.number() });
    const value = await modelOf('claude-haiku-4-5').withStructuredOutput(schema).invoke('Tell me of Rome.');
    expect(schema.safeParse(value).success).toBe(true);
  });

  it('throws what the service refuses', async () => {
    await expect(modelOf('limited').invoke('Say hello.')).rejects.toMatchObject({ status: 429 });
  });
});
